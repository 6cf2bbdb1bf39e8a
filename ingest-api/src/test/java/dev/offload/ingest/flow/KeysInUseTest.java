package dev.offload.ingest.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.LimitScope.OfKey;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeysInUseTest {
  private static final int MOST = 3;

  private long nanos;
  private final KeysInUse keys = new KeysInUse(() -> nanos);

  @Test
  void keysOfOneBatchAreCountedBeforeTheyAreShown() {
    assertThat(IntStream.range(0, 5).filter(key -> accept("k" + key))).hasSize(MOST);
  }

  @Test
  void keyThatIsAcceptedAlreadyNeedsNoMoreRoom() {
    IntStream.range(0, MOST).forEach(key -> accept("k" + key));
    assertThat(accept("k1")).isTrue();
    assertThat(keys.accept("acme", List.of(key("k1"), key("k9")), MOST)).isFalse();
  }

  @Test
  void keyThatIsShownCountsUntilItIsGone() {
    accept("a");
    keys.shown(key("a"));
    keys.shown(key("b"));
    nanos += KeysInUse.JUST_NOW.toNanos();
    assertThat(accept("c")).isTrue();
    assertThat(accept("d")).isFalse();
    keys.gone(key("a"));
    assertThat(accept("d")).isTrue();
  }

  @Test
  void keyThatIsNeverShownIsForgotten() {
    IntStream.range(0, MOST).forEach(key -> accept("k" + key));
    nanos += KeysInUse.JUST_NOW.toNanos() - 1;
    assertThat(accept("d")).isFalse();
    assertThat(accept("k0")).as("it counts anew").isTrue();
    nanos += 1;
    assertThat(accept("d")).isTrue();
    assertThat(accept("e")).isTrue();
    assertThat(accept("f")).isFalse();
  }

  @Test
  void tenantsAreCountedApart() {
    IntStream.range(0, MOST).forEach(key -> accept("k" + key));
    assertThat(keys.accept("globex", List.of(new OfKey("globex", "k")), MOST)).isTrue();
  }

  private boolean accept(String name) {
    return keys.accept("acme", List.of(key(name)), MOST);
  }

  private static OfKey key(String name) {
    return new OfKey("acme", name);
  }
}
