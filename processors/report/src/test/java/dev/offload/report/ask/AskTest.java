package dev.offload.report.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.report.protocol.Job;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskTest {
  @Test
  void questionBecomesSql() throws Exception {
    Job.Query query =
        query(
            "{'from': 'orders', 'groupBy': ['region'], 'measures': [{'sum': 'pieces', 'as':"
                + " 'pieces'}, {'count': '*'}, {'countDistinct': 'customer'}],"
                + " 'filter': [{'column': 'day', 'atLeast': '2026-01-01'}, {'column': 'region',"
                + " 'in': ['north', 'south']}, {'column': 'note', 'missing': false}],"
                + " 'sort': [{'by': 'pieces', 'descending': true}], 'limit': 10}");

    assertThat(query.sql())
        .isEqualTo(
            """
            SELECT "region", sum("pieces") AS "pieces", count(*) AS "rows", count(DISTINCT "customer") AS "different customer"
            FROM "orders"
            WHERE "day" >= $v1
              AND "region" IN ($v2, $v3)
              AND "note" IS NOT NULL
            GROUP BY "region"
            ORDER BY 2 DESC NULLS LAST
            LIMIT 10""");
    assertThat(Json.MAPPER.valueToTree(query.parameters()).toString())
        .isEqualTo("{\"v1\":\"2026-01-01\",\"v2\":\"north\",\"v3\":\"south\"}");
  }

  @Test
  void questionWithoutGroupsAndMeasuresHasAllColumns() throws Exception {
    assertThat(query("{'from': 'orders', 'sort': [{'by': 'day'}]}").sql())
        .isEqualTo("SELECT *\nFROM \"orders\"\nORDER BY \"day\" NULLS LAST");
  }

  @Test
  void namesOfAStrangerAreOnlyNamesAndValuesOnlyValues() throws Exception {
    Job.Query query =
        query(
            "{'from': 'orders', 'groupBy': ['x~, (SELECT 1) --'], 'measures': [{'sum': 'a~); DROP"
                + " TABLE orders; --', 'as': '~'}], 'filter': [{'column': 'b~ = 1 OR ~b', 'is':"
                + " '$v2~ OR true'}]}");

    assertThat(query.sql())
        .isEqualTo(
            """
            SELECT "x"", (SELECT 1) --", sum("a""); DROP TABLE orders; --") AS ""\""
            FROM "orders"
            WHERE "b"" = 1 OR ""b" = $v1
            GROUP BY "x"", (SELECT 1) --\"""");
    assertThat(query.parameters().get("v1").asText()).isEqualTo("$v2\" OR true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'measures': [{'sum': 'a'}]} | ask.from is missing",
        "{'from': 'o', 'measures': [{'as': 'a'}]} | ask.measures: each has exactly one",
        "{'from': 'o', 'measures': [{'sum': 'a', 'max': 'b'}]} | ask.measures: each has exactly one",
        "{'from': 'o', 'groupBy': [' ']} | ask.groupBy must be the name of a column",
        "{'from': 'o', 'groupBy': ['a', 'a']} | have the same name",
        "{'from': 'o', 'groupBy': ['a'], 'sort': [{'by': 'b'}]} | ask.sort names b",
        "{'from': 'o', 'filter': [{'column': 'a'}]} | ask.filter: a condition has exactly one",
        "{'from': 'o', 'filter': [{'column': 'a', 'is': 1, 'isNot': 2}]} | exactly one",
        "{'from': 'o', 'filter': [{'column': 'a', 'is': [1]}]} | must be a text, a number",
        "{'from': 'o', 'filter': [{'column': 'a', 'in': []}]} | ask.filter.in has 1 to 1,000",
        "{'from': 'o', 'limit': 0} | ask.limit must be 1 or more",
      })
  void questionThatBreaksARuleIsRefused(String json, String words) {
    assertThatThrownBy(() -> query(json)).hasMessageContaining(words);
  }

  private static Job.Query query(String json) throws IOException {
    String text = json.replace("~", "\\\"").replace('\'', '"');
    return Json.MAPPER.readValue(text, Ask.class).query();
  }
}
