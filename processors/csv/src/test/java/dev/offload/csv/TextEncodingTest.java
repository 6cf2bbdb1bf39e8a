package dev.offload.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextEncodingTest {
  @ParameterizedTest
  @CsvSource({
    "utf-8, UTF-8",
    "' UTF-16 ', UTF-16",
    "Latin-1, ISO-8859-1",
    "LATIN1, ISO-8859-1",
    "Windows-1252, windows-1252"
  })
  void usualNamesAreKnown(String name, Charset charset) {
    assertThat(TextEncoding.named(name)).contains(charset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "utf-9", "ä", "x y"})
  void unknownEncodingIsRefused(String name) {
    assertThat(TextEncoding.named(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void encodingIsDetectedFromTheMark(Charset charset) {
    assertThat(TextEncoding.marked("\uFEFFemail".getBytes(charset))).contains(charset);
    assertThat(TextEncoding.marked("email".getBytes(charset))).isEmpty();
    assertThat(TextEncoding.marked(TextEncoding.mark(charset))).contains(charset);
  }

  @Test
  void byteOrderIsDetectedFromZeros() {
    assertThat(TextEncoding.ordered(UTF_16, "Müller".getBytes(UTF_16LE))).isEqualTo(UTF_16LE);
    assertThat(TextEncoding.ordered(UTF_16, "Müller".getBytes(UTF_16BE))).isEqualTo(UTF_16);
    assertThat(TextEncoding.ordered(UTF_16, "名前 a,b".getBytes(UTF_16LE))).isEqualTo(UTF_16LE);
    assertThat(TextEncoding.ordered(UTF_16, new byte[0])).isEqualTo(UTF_16);
  }

  @Test
  void givenEncodingIsUsedIfItHasAByteOrder() {
    byte[] text = "Müller".getBytes(UTF_16LE);

    assertThat(TextEncoding.ordered(UTF_8, text)).isEqualTo(UTF_8);
    assertThat(TextEncoding.ordered(UTF_16BE, text)).isEqualTo(UTF_16BE);
    assertThat(TextEncoding.ordered(ISO_8859_1, text)).isEqualTo(ISO_8859_1);
  }
}
