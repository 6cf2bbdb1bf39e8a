package dev.offload.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDispositionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          report.csv     | filename="report.csv"; filename*=UTF-8''report.csv
          a b.txt        | filename="a b.txt"; filename*=UTF-8''a%20b.txt
          Größe €.pdf    | filename="Gr__e _.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E2%82%AC.pdf
          😀.png         | filename="_.png"; filename*=UTF-8''%F0%9F%98%80.png
          a"b\\c%41;d.txt | filename="a_b_c_41;d.txt"; filename*=UTF-8''a%22b%5Cc%2541%3Bd.txt
          """)
  void nameStandsInAsciiAndInUtf8(String name, String parameters) {
    assertThat(ContentDisposition.attachment(name)).isEqualTo("attachment; " + parameters);
  }
}
