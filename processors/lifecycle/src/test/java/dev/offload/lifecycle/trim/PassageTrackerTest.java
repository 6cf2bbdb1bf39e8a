package dev.offload.lifecycle.trim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PassageTrackerTest {
  private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
  private static final TopicPartition WORK = partition(Topics.work("q").name());
  private static final TopicPartition DIRECT = partition(Topics.direct("q").name());
  private static final TopicPartition ATTEMPTS = partition(Topics.ATTEMPTS.name());

  private final PassageTracker passage = new PassageTracker(1);
  private final Map<TopicPartition, Long> taken = new HashMap<>();
  private final Map<TopicPartition, Long> ends =
      new HashMap<>(Map.of(WORK, 0L, DIRECT, 0L, ATTEMPTS, 0L));
  private final Map<TopicPartition, Long> decided = new HashMap<>();

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(passage.handOutsPassed(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
    assertThat(passage.directPassed(0)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void topicIsPassedOnceTakenAndAllReportsOfThatTimeRead() {
    ends.put(WORK, 10L);
    ends.put(ATTEMPTS, 5L);
    look(T0);
    taken.put(WORK, 10L);
    ends.put(ATTEMPTS, 8L);
    decided.put(ATTEMPTS, 7L);
    // When
    look(T0.plusSeconds(5));
    // Then
    assertThat(passage.handOutsPassed(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
    // When
    ends.put(ATTEMPTS, 100L);
    decided.put(ATTEMPTS, 8L);
    look(T0.plusSeconds(10));
    // Then
    assertThat(passage.handOutsPassed(WORK.topic(), 0)).isEqualTo(T0);
  }

  @Test
  void recordThatIsNotTakenHoldsThePassageBack() {
    ends.put(WORK, 10L);
    taken.put(WORK, 9L);
    // When
    look(T0);
    look(T0.plusSeconds(5));
    // Then
    assertThat(passage.handOutsPassed(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void passageGoesOnWithTime() {
    look(T0);
    // When
    look(T0.plusSeconds(5));
    look(T0.plusSeconds(10));
    // Then
    assertThat(passage.handOutsPassed(WORK.topic(), 0)).isEqualTo(T0.plusSeconds(5));
  }

  @Test
  void directSourceIsPassedOnceTheLifecycleHasReadIt() {
    ends.put(DIRECT, 3L);
    look(T0);
    assertThat(passage.directPassed(0)).isEqualTo(Instant.EPOCH);
    // When
    decided.put(DIRECT, 3L);
    look(T0.plusSeconds(5));
    // Then
    assertThat(passage.directPassed(0)).isEqualTo(T0);
  }

  @Test
  void reportsArePassedOnceTheLifecycleHasReadThoseOfThatTime() {
    ends.put(ATTEMPTS, 3L);
    decided.put(ATTEMPTS, 2L);
    look(T0);
    assertThat(passage.reportsPassed(0)).isEqualTo(Instant.EPOCH);
    // When
    ends.put(ATTEMPTS, 9L);
    decided.put(ATTEMPTS, 3L);
    passage.lookAtReports(positions(), T0.plusSeconds(1));
    // Then
    assertThat(passage.reportsPassed(0)).isEqualTo(T0);
    // When
    decided.put(ATTEMPTS, 9L);
    passage.lookAtReports(positions(), T0.plusSeconds(2));
    // Then
    assertThat(passage.reportsPassed(0)).isEqualTo(T0.plusSeconds(1));
  }

  @Test
  void lookAtReportsSaysNothingOfHandOuts() {
    // When
    passage.lookAtReports(positions(), T0);
    // Then
    assertThat(passage.reportsPassed(0)).isEqualTo(T0);
    assertThat(passage.handOutsPassed(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
    assertThat(passage.directPassed(0)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void topicOfUnknownEndWaitsAndNoOtherWaitsForIt() {
    ends.remove(WORK);
    // When
    look(T0);
    look(T0.plusSeconds(5));
    // Then
    assertThat(passage.handOutsPassed(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
    assertThat(passage.handOutsPassed(DIRECT.topic(), 0)).isEqualTo(T0);
  }

  @Test
  void whatAClockAheadHasLearnedIsForgottenOnceItIsRight() {
    look(T0.plusSeconds(172_800));
    assertThat(passage.handOutsPassed(WORK.topic(), 0)).isEqualTo(T0.plusSeconds(172_800));
    ends.put(WORK, 10L);
    // When
    look(T0);
    // Then
    assertThat(passage.handOutsPassed(WORK.topic(), 0)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void directTopicsAreNotPassedWhileTheEndOfOneIsUnknown() {
    ends.remove(DIRECT);
    // When
    look(T0);
    // Then
    assertThat(passage.directPassed(0)).isEqualTo(Instant.EPOCH);
    assertThat(passage.reportsPassed(0)).isEqualTo(T0);
  }

  private void look(Instant before) {
    passage.look(positions(), before);
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
