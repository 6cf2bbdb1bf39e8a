package dev.offload.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExcelLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {"sep=; ;", "SEP=, ,", "\"sep=|\" |", "Sep=^ ^"})
  void delimiterIsReadFromTheLine(String line, char delimiter) {
    assertThat(ExcelLine.delimiter(line)).contains(delimiter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "sep", "sep=", "sep=\"", "sep=;;", "sep=; ", "a,sep=;", "sep=;a,b,c,d"})
  void otherLinesHaveNoDelimiter(String line) {
    assertThat(ExcelLine.delimiter(line)).isEmpty();
  }
}
