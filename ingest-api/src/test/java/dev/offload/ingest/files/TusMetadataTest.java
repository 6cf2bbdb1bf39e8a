package dev.offload.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TusMetadataTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          filename ZmlsbS5tcDQ=,filetype dmlkZW8vbXA0      | film.mp4 | video/mp4
          filetype dmlkZW8vbXA0, filename ZmlsbS5tcDQ=     | film.mp4 | video/mp4
          filename QzpcYVxmaWxtLm1wNA==                    | film.mp4 | none
          filename YS/DvGJlci50eHQ=,is_secret              | über.txt | none
          filename ZmlsbS5tcDQ                             | film.mp4 | none
          filename ,filetype                               | none     | none
          name ZmlsbS5tcDQ=                                | none     | none
          """)
  void nameAndTypeAreRead(String text, String name, String type) {
    TusMetadata metadata = TusMetadata.parse(text).orElseThrow();

    assertThat(metadata.fileName().orElse(null)).isEqualTo(name);
    assertThat(metadata.fileType().orElse(null)).isEqualTo(type);
    assertThat(metadata.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filename film.mp4",
        "filename _w==",
        "filename /w==",
        "filename YQ== YQ==",
        "filename YQ==,filename YQ==",
        "filename YQ==,",
        ","
      })
  void otherTextIsRefused(String text) {
    assertThat(TusMetadata.parse(text)).isEmpty();
  }

  @Test
  void lengthIsLimited() {
    assertThat(TusMetadata.parse("x".repeat(4096))).isPresent();
    assertThat(TusMetadata.parse("x".repeat(4097))).isEmpty();
  }
}
