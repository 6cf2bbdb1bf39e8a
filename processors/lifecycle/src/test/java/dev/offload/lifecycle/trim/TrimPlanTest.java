package dev.offload.lifecycle.trim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.position.Positions;
import dev.offload.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TrimPlanTest {
  private static final TopicPartition COMMANDS = partition(Topics.COMMANDS.name());
  private static final TopicPartition BATCHES = partition(Topics.BATCHES.name());
  private static final TopicPartition COORDINATION = partition(Topics.COORDINATION.name());
  private static final TopicPartition DIRECT = partition(Topics.direct("q").name());
  private static final TopicPartition WORK = partition(Topics.work("q").name());
  private static final TopicPartition COMPLETIONS = partition(Topics.COMPLETIONS.name());
  private static final List<String> READERS = List.of("one", "two");

  @Test
  void eachTopicIsTrimmedBelowItsSlowestReader() {
    // When
    TrimPlan plan =
        plan(
            Map.of(DIRECT, 4L, WORK, 6L),
            Map.of(
                Topics.LIFECYCLE_GROUP,
                Map.of(COMMANDS, 9L, BATCHES, 2L, DIRECT, 5L, COORDINATION, 8L),
                "one",
                Map.of(COMPLETIONS, 7L),
                "two",
                Map.of(COMPLETIONS, 3L)));
    // Then
    assertThat(plan.below())
        .containsOnly(
            Map.entry(COMMANDS, 9L),
            Map.entry(BATCHES, 2L),
            Map.entry(COORDINATION, 8L),
            Map.entry(DIRECT, 4L),
            Map.entry(WORK, 6L),
            Map.entry(COMPLETIONS, 3L));
  }

  @Test
  void topicWhoseReaderHasNotBegunIsNotTrimmed() {
    // When
    TrimPlan plan =
        plan(
            Map.of(),
            Map.of(Topics.LIFECYCLE_GROUP, Map.of(DIRECT, 5L), "one", Map.of(COMPLETIONS, 7L)));
    // Then
    assertThat(plan.below()).isEmpty();
  }

  @Test
  void onlyTopicOfAQueueIsTrimmedInAllItsPartitions() {
    TopicPartition far = new TopicPartition(Topics.work("lone").name(), 7);
    // When
    TrimPlan plan =
        TrimPlan.of(new Positions(Set.of(far), Map.of(far, 3L), Map.of(), Map.of()), 1, READERS);
    // Then
    assertThat(plan.below()).containsOnly(Map.entry(far, 3L));
  }

  @Test
  void completionsWithoutReadersAreKept() {
    var committed = Map.of("one", Map.of(COMPLETIONS, 7L));
    var positions = new Positions(Set.of(), Map.of(), Map.of(), committed);
    assertThat(TrimPlan.of(positions, 1, List.of()).below()).isEmpty();
  }

  @Test
  void onlyNewOffsetsAreDeleted() {
    TrimPlan earlier = new TrimPlan(Map.of(COMMANDS, 9L, WORK, 6L));
    TrimPlan later = new TrimPlan(Map.of(COMMANDS, 9L, WORK, 8L));
    assertThat(later.since(earlier).below()).containsOnly(Map.entry(WORK, 8L));
  }

  private static TrimPlan plan(
      Map<TopicPartition, Long> taken, Map<String, Map<TopicPartition, Long>> committed) {
    return TrimPlan.of(new Positions(Set.of(DIRECT, WORK), taken, Map.of(), committed), 1, READERS);
  }

  private static TopicPartition partition(String topic) {
    return new TopicPartition(topic, 0);
  }
}
