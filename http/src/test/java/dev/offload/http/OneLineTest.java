package dev.offload.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "notes.txt",
        " a b ",
        "m\u00fcller \u5199\u771f.jpg",
        "\ud83d\udc68\u200d\ud83d\udc67.png",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.txt"
      })
  void textThatPeopleReadIsALine(String text) {
    assertThat(OneLine.matches(text, 20)).isTrue();
    assertThat(OneLine.cleaned(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "in\u202etxt.exe",
        "a\u200bb",
        "a\u2066b",
        "\ufeffa",
        "a\u00adb",
        "a\u200eb",
        "a\u061cb",
        "a\u2028b",
        "a\u2029b",
        "a\u2060b",
        "a\nb",
        "a\u0085",
        "\u0000a"
      })
  void textWithWhatIsNotSeenIsNoLine(String text) {
    assertThat(OneLine.matches(text, 20)).isFalse();
    assertThat(OneLine.matches(OneLine.cleaned(text), 20)).isTrue();
  }

  @Test
  void lineHasMoreThanSpacesAndALimit() {
    assertThat(OneLine.matches("", 5)).isFalse();
    assertThat(OneLine.matches("   ", 5)).isFalse();
    assertThat(OneLine.matches("123456", 5)).isFalse();
    assertThat(OneLine.matches("\ud83d\ude00".repeat(5), 5)).isTrue();
  }
}
