package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileValuesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "a\u007f"})
  void nameHasNoControlCharacters(String name) {
    assertThatThrownBy(() -> new NewFile(name, "text/plain", Optional.empty(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name must be " + NewFile.NAME_RULE);
  }

  @Test
  void nameHasALimit() {
    String longest = "n".repeat(NewFile.MAX_NAME_LENGTH);

    assertThat(new NewFile(longest, "text/plain", Optional.empty(), 1).name()).isEqualTo(longest);
    assertThatThrownBy(() -> new NewFile(longest + "n", "text/plain", Optional.empty(), 1))
        .hasMessageContaining("1 to 255");
  }

  @Test
  void hashIsReadInEitherCase() {
    String hex = "AB".repeat(32);

    assertThat(Sha256.parse(hex)).contains(new Sha256("ab".repeat(32)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "gg"})
  void textOfOtherDigitsIsNotAHash(String start) {
    String text = start.isEmpty() ? "" : start + "0".repeat(start.equals("gg") ? 62 : 61);

    assertThat(Sha256.parse(text)).isEmpty();
  }

  @Test
  void negativeRangeIsRefused() {
    assertThatThrownBy(() -> new ByteRange(-1, 1)).hasMessageContaining("negative");
    assertThatThrownBy(() -> new ByteRange(1, -1)).hasMessageContaining("negative");
  }
}
