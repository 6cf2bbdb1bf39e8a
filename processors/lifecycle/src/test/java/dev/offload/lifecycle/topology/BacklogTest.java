package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final int AT_MOST = 3;

  private final Backlog backlog = new Backlog();

  @Test
  void isEmptyBeforeAnythingIsPolled() {
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void isEmptyWhenEverythingPolledIsProcessed() {
    poll(2);

    backlog.processed();
    assertThat(backlog.isEmpty()).isFalse();
    backlog.processed();
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void fullPollMeansThatThereIsMore() {
    poll(AT_MOST);
    process(AT_MOST);
    assertThat(backlog.isEmpty()).isFalse();

    poll(1);
    process(1);

    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void nextPollForgetsUnprocessedRecords() {
    poll(2);

    poll(1);
    process(1);

    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void moreProcessedThanPolledLeavesNothing() {
    process(2);

    poll(1);

    assertThat(backlog.isEmpty()).isFalse();
  }

  @Test
  void eachThreadHasItsOwn() {
    poll(1);

    assertThat(CompletableFuture.supplyAsync(backlog::isEmpty).join()).isTrue();
    assertThat(backlog.isEmpty()).isFalse();
  }

  private void poll(int count) {
    try (var poll = new Backlog.Poll()) {
      poll.configure(
          Map.of(Backlog.BACKLOG, backlog, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_MOST));
      var record = new ConsumerRecord<>("topic", 0, 0L, new byte[0], new byte[0]);
      var records =
          new ConsumerRecords<>(
              Map.of(new TopicPartition("topic", 0), Collections.nCopies(count, record)), Map.of());
      assertThat(poll.onConsume(records)).isSameAs(records);
    }
  }

  private void process(int count) {
    for (int record = 0; record < count; record++) {
      backlog.processed();
    }
  }
}
