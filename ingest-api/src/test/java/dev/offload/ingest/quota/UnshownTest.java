package dev.offload.ingest.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnshownTest {
  private static final int MOST = 3;

  private final Set<Integer> shown = new HashSet<>();

  /// How many are shown and have not ended.
  private int present;

  private long nanos;
  private final Unshown<String, Integer> unshown =
      new Unshown<>((_, id) -> shown.contains(id), () -> nanos);

  @Test
  void whatIsNotShownIsCounted() {
    assertThat(IntStream.range(0, 5).filter(i -> take("k" + i, i))).hasSize(MOST);
  }

  @Test
  void whatIsShownIsCountedOnce() {
    take("a", 1);
    take("b", 2);
    show(1);
    assertThat(take("c", 3)).isTrue();
    assertThat(take("d", 4)).isFalse();
    present--;
    assertThat(take("d", 4)).as("the first has ended").isTrue();
    assertThat(take("e", 5)).isFalse();
  }

  @Test
  void laterOneTakesThePlaceOfThatWithTheSameKey() {
    IntStream.range(0, MOST).forEach(i -> take("k" + i, i));
    assertThat(take("k1", 11)).isTrue();
    assertThat(take("new", 12)).isFalse();
    unshown.giveBack("acme", "k1", 1);
    assertThat(take("new", 12)).as("the first of the two is over already").isFalse();
    unshown.giveBack("acme", "k1", 11);
    assertThat(take("new", 12)).isTrue();
  }

  @Test
  void whatIsNeverShownIsForgotten() {
    IntStream.range(0, MOST).forEach(i -> take("k" + i, i));
    nanos += Unshown.LOST_AFTER.toNanos() - 1;
    assertThat(take("new", 9)).isFalse();
    nanos++;
    assertThat(take("new", 9)).isTrue();
  }

  @Test
  void whatHasNoRoomDoesNotCount() {
    IntStream.range(0, MOST).forEach(i -> take("k" + i, i));
    assertThat(take("new", 9)).isFalse();
    unshown.giveBack("acme", "k0", 0);
    assertThat(take("new", 10)).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> unshown.take("acme", "other", 11, this::check));
  }

  @Test
  void tenantsAreCountedApart() {
    IntStream.range(0, MOST).forEach(i -> take("k" + i, i));
    unshown.take("globex", "k0", 7, others -> assertThat(others).isZero());
  }

  private void show(int id) {
    shown.add(id);
    present++;
  }

  private boolean take(String key, int id) {
    try {
      unshown.take("acme", key, id, this::check);
      return true;
    } catch (IllegalStateException _) {
      return false;
    }
  }

  private void check(int others) {
    if (present + others >= MOST) {
      throw new IllegalStateException("full");
    }
  }
}
