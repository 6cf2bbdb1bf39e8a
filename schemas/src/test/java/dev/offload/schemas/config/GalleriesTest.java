package dev.offload.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleriesTest {
  @ParameterizedTest
  @ValueSource(strings = {"u-42", "ada@example.com", "7", "a:b_c.d"})
  void idMayBeThatOfAUser(String id) {
    assertThat(Galleries.isFaceId(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a/b", "a b", "ä", ".."})
  void idWithSpecialCharactersIsRefused(String id) {
    assertThat(Galleries.isFaceId(id)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ada", " Ada", "Ada Lovelace 👩", "ä"})
  void nameIsASingleLine(String name) {
    assertThat(Galleries.isFaceName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\nb", "\u0085"})
  void otherTextIsNotAName(String name) {
    assertThat(Galleries.isFaceName(name)).isFalse();
    assertThat(Galleries.isFaceName("👩".repeat(Galleries.MAX_FACE_NAME))).isTrue();
    assertThat(Galleries.isFaceName("n".repeat(Galleries.MAX_FACE_NAME + 1))).isFalse();
  }
}
