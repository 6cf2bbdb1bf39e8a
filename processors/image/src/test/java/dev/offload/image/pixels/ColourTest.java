package dev.offload.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {

  @Test
  void hexadecimalPartsAreRedGreenBlueAndOpacity() {
    assertThat(Colour.parse("#0aF080")).isEqualTo(new Colour(10, 240, 128, 255));
    assertThat(Colour.parse("#0aF08040")).isEqualTo(new Colour(10, 240, 128, 64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "red", "#fff", "#12345g", "123456", "#1234567", "#123456789"})
  void otherFormsAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Colour.parse(text));
  }
}
