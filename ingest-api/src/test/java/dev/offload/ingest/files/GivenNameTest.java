package dev.offload.ingest.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GivenNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          attachment; filename="notes.txt"                     | notes.txt
          attachment; filename=notes.txt                       | notes.txt
          inline;filename="a;b.txt"                            | a;b.txt
          form-data; name="file"; filename="my notes.txt"      | my notes.txt
          attachment; filename="Müller.csv"                    | Müller.csv
          attachment; filename="x.txt"; filename*=UTF-8''%E2%82%AC.txt | €.txt
          attachment; filename*=utf-8'de'%C3%A4.txt            | ä.txt
          attachment; filename*=koi8-r''%A3.txt; filename=a.txt | a.txt
          # a name, never a path
          attachment; filename="../../etc/passwd"              | passwd
          attachment; filename="C:\\dir\\notes.txt"          | notes.txt
          attachment; filename*=UTF-8''..%2F..%5Cnotes.txt     | notes.txt
          attachment; filename="dir/"                          | file
          # no name
          attachment                                           | file
          form-data; name="file"                               | file
          attachment; filename=""                              | file
          attachment; filename="  "                            | file
          """)
  void nameIsReadAsClientsSpellIt(String disposition, String name) {
    assertThat(GivenName.inHeader(asNettyReads(disposition))).contains(name);
  }

  @Test
  void nameInLatin1IsReadAsItIsWritten() {
    assertThat(GivenName.inHeader("attachment; filename=\"Müller.csv\"")).contains("Müller.csv");
  }

  @Test
  void fileWithoutTheHeaderHasAName() {
    assertThat(GivenName.inHeader(null)).contains("file");
  }

  @Test
  void nameInAQueryIsNoPathEither() {
    assertThat(GivenName.inQuery("../../etc/passwd")).isEqualTo("passwd");
    assertThat(GivenName.inQuery(" ")).isEqualTo(" ");
    assertThat(GivenName.inQuery(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attachment; filename=\"notes.txt",
        "attachment; filename",
        "attachment; =notes.txt",
        "attachment; filename=\"a\" b",
        "attachment; filename*=koi8-r''%A3.txt",
        "attachment; filename*=UTF-8''%A3.txt",
        "attachment; filename*=notes.txt"
      })
  void unreadableHeaderHasNoName(String disposition) {
    assertThat(GivenName.inHeader(disposition)).isEmpty();
  }

  private static String asNettyReads(String header) {
    return new String(header.getBytes(UTF_8), ISO_8859_1);
  }
}
