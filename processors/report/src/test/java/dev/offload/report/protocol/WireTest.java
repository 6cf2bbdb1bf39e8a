package dev.offload.report.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void decimalsKeepTheirDigits() throws Exception {
    BigDecimal many = new BigDecimal("12345678901234567890.50");
    JsonNode cell = JsonNodeFactory.instance.numberNode(many);

    Message.Row row = (Message.Row) Wire.message(Wire.line(new Message.Row(List.of(cell))));

    assertThat(row.cells().getFirst().decimalValue()).isEqualTo(many);
  }

  @Test
  void readingOfASourceIsKept() throws Exception {
    Columns columns = new Columns(List.of(new Columns.Given("a", "DATE")), true);
    ReadingOptions reading =
        new ReadingOptions(
            SourceFormat.CSV, "UTF-8", false, ";", "", "# ", 2, true, ",", "dd.MM.yyyy", columns);
    Job job =
        new Job(
            List.of(
                new Job.Source("t", "source-0", "text/csv", "a.csv", reading),
                new Job.Source("u", "source-1", "text/csv", "b.csv", ReadingOptions.UNSPECIFIED)),
            new Job.Query(
                "FROM t WHERE a = $a", Map.of("a", JsonNodeFactory.instance.numberNode(7))),
            List.of(Format.CSV),
            new Job.Paper("T", null, "now", 7, List.of()),
            new Job.Engine(1, 2, 3),
            new Job.Limits(1, 2, 3, 4, true));

    assertThat(Wire.job(Wire.line(job))).isEqualTo(job);
  }
}
