package dev.offload.lifecycle.lost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.position.Positions;
import dev.offload.schemas.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HeardTrackerTest {
  private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
  private static final TopicPartition WORK = partition(Topics.work("q").name());
  private static final TopicPartition DIRECT = partition(Topics.direct("q").name());
  private static final TopicPartition ATTEMPTS = partition(Topics.ATTEMPTS.name());

  private final HeardTracker heard = new HeardTracker(1);
  private final Map<TopicPartition, Long> taken = new HashMap<>();
  private final Map<TopicPartition, Long> ends =
      new HashMap<>(Map.of(WORK, 0L, DIRECT, 0L, ATTEMPTS, 0L));
  private final Map<TopicPartition, Long> decided = new HashMap<>();

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(heard.handOuts(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
    assertThat(heard.submissions(0)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void handOutsAreHeardOnceTheyAreTakenAndTheirReportsRead() {
    ends.put(WORK, 10L);
    ends.put(ATTEMPTS, 5L);
    look(T0);
    taken.put(WORK, 10L);
    ends.put(ATTEMPTS, 8L);
    decided.put(ATTEMPTS, 7L);
    // When
    look(T0.plusSeconds(5));
    // Then
    assertThat(heard.handOuts(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
    // When
    ends.put(ATTEMPTS, 100L);
    decided.put(ATTEMPTS, 8L);
    look(T0.plusSeconds(10));
    // Then
    assertThat(heard.handOuts(WORK.topic(), 0)).isEqualTo(T0);
  }

  @Test
  void recordThatIsNotTakenHoldsTheTimeBack() {
    ends.put(WORK, 10L);
    taken.put(WORK, 9L);
    // When
    look(T0);
    look(T0.plusSeconds(5));
    // Then
    assertThat(heard.handOuts(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void heardTimeMovesOn() {
    look(T0);
    // When
    look(T0.plusSeconds(5));
    look(T0.plusSeconds(10));
    // Then
    assertThat(heard.handOuts(WORK.topic(), 0)).isEqualTo(T0.plusSeconds(5));
  }

  @Test
  void submissionsAreHeardOnceDirectTopicsAreRead() {
    ends.put(DIRECT, 3L);
    look(T0);
    assertThat(heard.submissions(0)).isEqualTo(Instant.EPOCH);
    // When
    decided.put(DIRECT, 3L);
    look(T0.plusSeconds(5));
    // Then
    assertThat(heard.submissions(0)).isEqualTo(T0);
  }

  @Test
  void reportsAreHeardOnceTheyAreRead() {
    ends.put(ATTEMPTS, 3L);
    decided.put(ATTEMPTS, 2L);
    look(T0);
    assertThat(heard.reports(0)).isEqualTo(Instant.EPOCH);
    // When
    ends.put(ATTEMPTS, 9L);
    decided.put(ATTEMPTS, 3L);
    heard.lookAtReports(positions(), T0.plusSeconds(1));
    // Then
    assertThat(heard.reports(0)).isEqualTo(T0);
    // When
    decided.put(ATTEMPTS, 9L);
    heard.lookAtReports(positions(), T0.plusSeconds(2));
    // Then
    assertThat(heard.reports(0)).isEqualTo(T0.plusSeconds(1));
  }

  @Test
  void lookAtReportsChangesNothingAboutHandOuts() {
    // When
    heard.lookAtReports(positions(), T0);
    // Then
    assertThat(heard.reports(0)).isEqualTo(T0);
    assertThat(heard.handOuts(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
    assertThat(heard.submissions(0)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void topicWithAnUnknownEndHoldsUpNoOther() {
    ends.remove(WORK);
    // When
    look(T0);
    look(T0.plusSeconds(5));
    // Then
    assertThat(heard.handOuts(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
    assertThat(heard.handOuts(DIRECT.topic(), 0)).isEqualTo(T0);
  }

  @Test
  void timesInTheFutureAreForgotten() {
    look(T0.plusSeconds(172_800));
    assertThat(heard.handOuts(WORK.topic(), 0)).isEqualTo(T0.plusSeconds(172_800));
    ends.put(WORK, 10L);
    // When
    look(T0);
    // Then
    assertThat(heard.handOuts(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void submissionsAreNotHeardWhileTheEndOfOneTopicIsUnknown() {
    ends.remove(DIRECT);
    // When
    look(T0);
    // Then
    assertThat(heard.submissions(0)).isEqualTo(Instant.EPOCH);
    assertThat(heard.reports(0)).isEqualTo(T0);
  }

  private void look(Instant before) {
    heard.look(positions(), before);
  }

  private Positions positions() {
    return new Positions(
        Set.of(DIRECT, WORK),
        Map.copyOf(taken),
        Map.copyOf(ends),
        Map.of(Topics.LIFECYCLE_GROUP, Map.copyOf(decided)));
  }

  private static TopicPartition partition(String topic) {
    return new TopicPartition(topic, 0);
  }
}
