package dev.offload.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.offload.report.ask.Ask;
import dev.offload.report.ask.Condition;
import dev.offload.report.protocol.ChartSpec;
import dev.offload.report.protocol.Format;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The published schema of the input describes the record that reads it.
class ReportSchemaTest {
  private static final String FILE = "fil_0193552f-7c4e-7d2a-9c3b-0f6a1e2d3c4b";
  private static final JsonNode TEXT = read();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(TEXT.toString(), InputFormat.JSON);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'url': 'https://example.org/a.csv', 'delimiter': ';'}],"
            + " 'query': 'FROM s', 'formats': ['csv']}",
        "{'sources': [SOURCE, {'name': '_b2', 'file': 'FILE'}], 'query': 'FROM s', 'title': 'T',"
            + " 'formats': ['html', 'xlsx', 'csv', 'json', 'parquet', 'pdf']}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['html'],"
            + " 'chart': {'x': 'a', 'y': ['b', 'c']}}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['html'],"
            + " 'chart': {'type': 'line', 'x': 'a', 'y': ['b'], 'title': 'T'}}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'format': 'csv', 'encoding': 'windows-1252',"
            + " 'header': false, 'delimiter': ';', 'quote': '', 'comment': '# ', 'skip': 3,"
            + " 'nullPadding': true, 'decimal': ',',"
            + " 'dateFormat': 'dd.MM.yyyy HH:mm', 'columns': [{'name': 'a', 'type':"
            + " 'DECIMAL(18,2)'}, {'name': 'b'}]}], 'query': 'FROM s', 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'columns': {'zip': 'VARCHAR'}}],"
            + " 'query': 'FROM s', 'formats': ['csv']}",
        "{'sources': [SOURCE], 'formats': ['csv'], 'ask': {'from': 's', 'groupBy': ['a'], 'measures':"
            + " [{'sum': 'b', 'as': 'c'}, {'count': '*'}], 'filter': [{'column': 'a', 'in': ['x', 1]},"
            + " {'column': 'b', 'missing': false}, {'column': 'b', 'contains': 'y'}], 'sort': [{'by':"
            + " 'c', 'descending': true}], 'limit': 10}}",
        "{'sources': [SOURCE], 'query': 'FROM s WHERE a = $a', 'formats': ['csv'],"
            + " 'parameters': {'a': 'x', 'B_2': 1.5, 'c': true, 'd': null}}",
      })
  void validInputIsAccepted(String input) {
    assertThat(violations(input)).isEmpty();
    assertThatCode(() -> task(input)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'query': 'FROM s', 'formats': ['csv']}",
        "{'sources': [], 'query': 'FROM s', 'formats': ['csv']}",
        "{'sources': [{'name': 's'}], 'query': 'FROM s', 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'url': 'https://example.org/a.csv'}],"
            + " 'query': 'FROM s', 'formats': ['csv']}",
        "{'sources': [{'name': 'a b', 'file': 'FILE'}], 'query': 'FROM s', 'formats': ['csv']}",
        "{'sources': [SOURCE], 'formats': ['csv']}",
        "{'sources': [SOURCE], 'query': '  ', 'formats': ['csv']}",
        "{'sources': [SOURCE], 'query': 'FROM s'}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'ask': {'from': 's'}, 'formats': ['csv']}",
        "{'sources': [SOURCE], 'ask': {'from': 's'}, 'parameters': {'a': 1}, 'formats': ['csv']}",
        "{'sources': [SOURCE], 'ask': {}, 'formats': ['csv']}",
        "{'sources': [SOURCE], 'ask': {'from': 's', 'measures': [{'as': 'a'}]}, 'formats': ['csv']}",
        "{'sources': [SOURCE], 'ask': {'from': 's', 'measures': [{'sum': 'a', 'max': 'b'}]},"
            + " 'formats': ['csv']}",
        "{'sources': [SOURCE], 'ask': {'from': 's', 'filter': [{'column': 'a'}]}, 'formats': ['csv']}",
        "{'sources': [SOURCE], 'ask': {'from': 's', 'filter': [{'column': 'a', 'is': 1, 'in': [1]}]},"
            + " 'formats': ['csv']}",
        "{'sources': [SOURCE], 'ask': {'from': 's', 'limit': 0}, 'formats': ['csv']}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['csv'], 'parameters': {'a b': 1}}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['csv'], 'parameters': {'a': [1]}}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['csv'], 'parameters': {'a': {}}}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['csv'], 'parameters': ['a']}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': []}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['csv', 'csv']}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['docx']}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['html'], 'chart': {'x': 'a', 'y':"
            + " []}}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['html'], 'chart': {'y': ['a']}}",
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['html'],"
            + " 'chart': {'type': 'radar', 'x': 'a', 'y': ['a']}}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'format': 'parquet'}], 'query': 'FROM s',"
            + " 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'delimiter': ';;'}], 'query': 'FROM s',"
            + " 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'comment': ''}], 'query': 'FROM s',"
            + " 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'comment': '12345678901'}], 'query': 'FROM s',"
            + " 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'skip': -1}], 'query': 'FROM s',"
            + " 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'skip': 1001}], 'query': 'FROM s',"
            + " 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'nullPadding': 'yes'}], 'query': 'FROM s',"
            + " 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'decimal': '·'}], 'query': 'FROM s',"
            + " 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'columns': {}}], 'query': 'FROM s',"
            + " 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'columns': {'a': 'MONEY'}}],"
            + " 'query': 'FROM s', 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'columns': {'a': 'DECIMAL(39,2)'}}],"
            + " 'query': 'FROM s', 'formats': ['csv']}",
        "{'sources': [{'name': 's', 'file': 'FILE', 'columns': [{'type': 'DATE'}]}],"
            + " 'query': 'FROM s', 'formats': ['csv']}",
      })
  void inputThatBreaksARuleIsRefusedByBoth(String input) {
    assertThat(violations(input)).isNotEmpty();
    assertThatThrownBy(() -> task(input)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['csv'], 'limit': 3}",
        "{'sources': [{'name': 's', 'file': 'a.csv'}], 'query': 'FROM s', 'formats': ['csv']}",
      })
  void inputThatMeansSomethingElseIsRefused(String input) {
    assertThat(violations(input)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'encoding': 'utf-9' | utf-9",
        "'delimiter': ';', 'comment': ';' | different characters",
        "'delimiter': ';', 'comment': ';;' | different characters",
        "'format': 'json', 'skip': 1 | for CSV",
        "'dateFormat': 'dd.MM.yy' | dd.MM.yy",
        "'dateFormat': 'hh:mm' | must have year",
        "'dateFormat': 'dd.MM.yyyy hh:mm' | does not determine",
        "'header': false, 'columns': {'a': 'DATE'} | must be a list",
        "'format': 'json', 'decimal': ',' | for CSV",
        "'columns': [{'name': 'a'}, {'name': 'a'}] | named twice",
        "'columns': {'a': 'DECIMAL(2,3)'} | decimals",
      })
  void invalidReadingOfASourceIsRefused(String said, String words) {
    assertThatThrownBy(
            () ->
                task(
                    "{'sources': [{'name': 's', 'file': 'FILE', %s}], 'query': 'FROM s', 'formats':"
                            .formatted(said)
                        + " ['csv']}"))
        .hasMessageContaining(words.strip());
  }

  @Test
  void namesThatAreTheSameInSqlAreRefused() {
    assertThatThrownBy(
            () ->
                task(
                    "{'sources': [SOURCE, {'name': 'S', 'file': 'FILE'}], 'query': 'FROM s',"
                        + " 'formats': ['csv']}"))
        .hasMessageContaining("two sources are named S");
  }

  @Test
  void questionForNoSourceIsRefused() {
    assertThatThrownBy(
            () -> task("{'sources': [SOURCE], 'ask': {'from': 't'}, 'formats': ['csv']}"))
        .hasMessageContaining("ask.from names no source");
  }

  @Test
  void parametersThatAreTheSameInSqlAreRefused() {
    assertThatThrownBy(
            () ->
                task(
                    "{'sources': [SOURCE], 'query': 'FROM s', 'formats': ['csv'],"
                        + " 'parameters': {'a': 1, 'A': 2}}"))
        .hasMessageContaining("two parameters are named A");
  }

  @Test
  void schemaHasTheChoicesAndLimitsOfTheCode() {
    assertThat(TEXT.at("/properties/formats/items/enum"))
        .isEqualTo(Json.MAPPER.valueToTree(Format.values()));
    assertThat(TEXT.at("/$defs/chart/properties/type/enum"))
        .isEqualTo(Json.MAPPER.valueToTree(ChartSpec.Type.values()));
    assertThat(limit("/properties/sources/maxItems")).isEqualTo(ReportTask.MAX_SOURCES);
    assertThat(limit("/properties/query/maxLength")).isEqualTo(ReportTask.MAX_QUERY);
    assertThat(limit("/properties/parameters/maxProperties")).isEqualTo(ReportTask.MAX_PARAMETERS);
    assertThat(limit("/properties/parameters/additionalProperties/maxLength"))
        .isEqualTo(ReportTask.MAX_VALUE);
    for (String list : List.of("groupBy", "measures", "filter", "sort")) {
      assertThat(limit("/$defs/ask/properties/%s/maxItems".formatted(list))).isEqualTo(Ask.MOST);
    }
    assertThat(limit("/$defs/condition/properties/in/maxItems")).isEqualTo(Condition.MOST_VALUES);
    assertThat(limit("/properties/title/maxLength")).isEqualTo(ReportTask.MAX_TITLE);
    assertThat(limit("/$defs/chart/properties/y/maxItems")).isEqualTo(ChartSpec.MAX_SERIES);
    assertThat(limit("/$defs/chart/properties/title/maxLength")).isEqualTo(ChartSpec.MAX_TITLE);
  }

  private static int limit(String pointer) {
    return TEXT.at(pointer).asInt();
  }

  private static List<Error> violations(String input) {
    return SCHEMA.validate(json(input), InputFormat.JSON);
  }

  private static ReportTask task(String input) throws IOException {
    return Json.MAPPER.readValue(json(input), ReportTask.class);
  }

  private static String json(String input) {
    return input
        .replace("SOURCE", "{'name': 's', 'file': 'FILE'}")
        .replace('\'', '"')
        .replace("FILE", FILE);
  }

  private static JsonNode read() {
    try (InputStream in = ReportTask.class.getResourceAsStream("input.schema.json")) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
