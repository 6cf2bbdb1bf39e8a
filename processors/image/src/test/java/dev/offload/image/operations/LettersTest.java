package dev.offload.image.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LettersTest {
  /// A picture's plan is made many times, and reading the font takes turns.
  @Test
  void letterIsReadOnce() {
    Letters.Letter first = Letters.letter('ß');

    assertThat(Letters.letter('ß')).isSameAs(first);
    assertThat(Letters.letter('s')).isNotEqualTo(first);
  }
}
