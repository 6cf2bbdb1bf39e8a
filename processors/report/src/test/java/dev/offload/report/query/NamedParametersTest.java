package dev.offload.report.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedParametersTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @TempDir static Path directory;
  private static Database database;

  @BeforeAll
  static void open() throws Exception {
    database = Database.openIn(directory, new Job.Engine(1, 256L << 20, 256L << 20));
    database.execute(
        "CREATE TABLE sales AS FROM (VALUES ('north', 10, DATE '2026-01-01'), ('south', 20, DATE"
            + " '2026-02-01'), ('it''s', 30, NULL)) t(region, amount, day)");
    database.lock();
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "SELECT region FROM sales WHERE region = $region ~ {'region': 'south'} ~ south",
        "SELECT region FROM sales WHERE region = $REGION ~ {'Region': 'south'} ~ south",
        "SELECT region FROM sales WHERE amount > $least ORDER BY 1 ~ {'least': 10} ~ it's, south",
        "SELECT region FROM sales WHERE day >= $from::DATE ~ {'from': '2026-01-15'} ~ south",
        "SELECT region FROM sales WHERE day >= $from ~ {'from': '2026-01-15'} ~ south",
        "SELECT $n::VARCHAR ~ {'n': 1.50} ~ 1.5",
        "SELECT $n::VARCHAR ~ {'n': 1e300} ~ 1e+300",
        "SELECT $n::VARCHAR ~ {'n': 9223372036854775807} ~ 9223372036854775807",
        "SELECT $n + 0 ~ {'n': 12345678901234567890} ~ 12345678901234567890",
        "SELECT $b AND true ~ {'b': false} ~ false",
        "SELECT coalesce($x, 'none') ~ {'x': null} ~ none",
        "SELECT region FROM sales ORDER BY amount LIMIT $n ~ {'n': 1} ~ north",
        "SELECT $a || $b || $a ~ {'a': 'x', 'b': 'y'} ~ xyx",
        "SELECT '$a' || $a || $$ $a $$ || \"$a\" FROM (SELECT '!' AS \"$a\") -- $a ~ {'a': '-'} ~ $a- $a !",
        "SELECT e'it\\'s $a' || $a /* $a ' */ ~ {'a': '?'} ~ it's $a?",
        "SELECT CASE $a WHEN 1 THEN 'one' WHEN 2 THEN 'two' END ~ {'a': 2} ~ two",
        "SELECT 7 BETWEEN $a AND $b AND 'ö' = 'ö' AND $a NOT IN ($b, 9) ~ {'a': 5, 'b': 8} ~ true",
        "SELECT $größe ~ {'größe': 3} ~ 3",
      })
  void valueIsBound(String query, String parameters, String answer) throws Exception {
    assertThat(answer(query, parameters)).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' OR 1 = 1 --",
        "north'); DROP TABLE sales; --",
        "$region",
        "$1",
        "\\' OR true",
        "'' UNION SELECT version()",
      })
  void textOfAStrangerIsOnlyAText(String hostile) throws Exception {
    String json = JSON.writeValueAsString(Map.of("region", hostile)).replace('\'', '’');

    assertThat(answer("SELECT count(*) FROM sales WHERE region = $region", json)).isEqualTo("0");
    assertThat(
            rows("SELECT $region AS r", Map.of("region", JSON.getNodeFactory().textNode(hostile))))
        .containsExactly(hostile);
  }

  @Test
  void valueIsNoPlaceForATableOrAFile() {
    assertRefused("FROM $t", "{'t': 'sales'}", Reason.QUERY, "");
    assertRefused("FROM read_text($f)", "{'f': '/etc/passwd'}", Reason.FORBIDDEN, "/etc/passwd");
    assertRefused("FROM query($q)", "{'q': 'DROP TABLE sales'}", null, "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT $a | {} | the query has $a, but parameters has no a",
        "SELECT 1 | {'a': 1} | parameters has a, but the query has no $a",
        "SELECT '$a' | {'a': 1} | parameters has a, but the query has no $a",
        "SELECT ? | {} | a parameter without a name",
        "SELECT $1 | {'a': 1} | a parameter without a name",
        "SELECT $a | {'a': 123456789012345678901234567890123456789} | parameters.a: a number",
      })
  void parameterWithoutAValueAndValueWithoutAParameterAreRefused(
      String query, String parameters, String words) {
    assertRefused(query, parameters, Reason.PARAMETERS, words);
  }

  @Test
  void placeOfAnErrorIsThatInTheQuery() {
    assertRefused("SELECT $region,\n  nope", "{'region': 1}", Reason.QUERY, "(line 2, column 3)");
  }

  @Test
  void fiftyParametersAreBound() throws Exception {
    String query =
        IntStream.range(0, 50).mapToObj(i -> "$p" + i).collect(Collectors.joining("||','||"));
    String parameters =
        IntStream.range(0, 50)
            .mapToObj(i -> "'p%d': '%d'".formatted(i, i))
            .collect(Collectors.joining(",", "{", "}"));

    assertThat(answer("SELECT " + query, parameters))
        .isEqualTo(
            IntStream.range(0, 50).mapToObj(Integer::toString).collect(Collectors.joining(",")));
  }

  @Test
  void queryThatIsNestedTooDeeplyIsRefused() {
    assertRefused(
        "SELECT " + "(SELECT ".repeat(400) + "1" + ")".repeat(400), "{}", Reason.QUERY, "");
  }

  private static void assertRefused(String query, String json, Reason reason, String words) {
    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> answer(query, json))
        .withMessageContaining(words)
        .satisfies(
            e -> {
              if (reason != null) {
                assertThat(e.reason()).isEqualTo(reason);
              }
            });
  }

  /// The values of the answer's only column.
  private static String answer(String query, String json) throws Exception {
    return String.join(
        ", ", rows(query, JSON.readValue(json.replace('\'', '"'), new TypeReference<>() {})));
  }

  private static List<String> rows(String query, Map<String, JsonNode> parameters)
      throws Exception {
    database.execute("DROP SCHEMA IF EXISTS answer CASCADE");
    OneSelect.of(new Job.Query(query, parameters), database).keepAnswer(database, 10);
    return database.read(
        "FROM " + Answer.TABLE,
        rows -> {
          List<String> found = new ArrayList<>();
          while (rows.next()) {
            found.add(rows.getString(1));
          }
          return found;
        });
  }
}
