package dev.offload.e2e.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.SeenTask;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Downloads the files of the demo's report, compares them with what is expected, and shows
/// them.
final class ReportFiles {
  private static final int ROWS_SHOWN = 3;

  private final SeenTask report;
  private final List<List<String>> expectedRows;

  ReportFiles(SeenTask report, List<List<String>> expectedRows) {
    this.report = report;
    this.expectedRows = expectedRows;
  }

  /// Writes the files to `directory`. Returns what is missing, as texts.
  List<String> write(Path directory, OffloadClient client, PrintStream out)
      throws IOException, InterruptedException {
    showRows(out);
    Files.createDirectories(directory);
    var missing = new ArrayList<String>();
    for (var file : report.json().path("files")) {
      var target = directory.resolve("orders-" + file.path("name").asText());
      var bytes = client.download(file.path("href").asText());
      Files.write(target, bytes);
      out.printf("%-16s %s%n", "Report", target);
      if (target.toString().endsWith(".csv") && !rows(bytes).equals(expectedRows)) {
        missing.add("the rows of %s are not what was expected".formatted(target));
      }
    }
    return missing;
  }

  private void showRows(PrintStream out) {
    var shown = new ArrayList<List<String>>();
    shown.add(texts(report.result().path("columns"), "/name"));
    for (var row : report.result().path("preview")) {
      shown.add(texts(row, ""));
    }
    out.printf("%nOrders by region: %s rows%n", report.result().path("rows").asText());
    shown.stream()
        .limit(1L + ROWS_SHOWN)
        .forEach(
            row -> {
              row.forEach(cell -> out.printf("  %-14s", cell));
              out.println();
            });
    out.println();
  }

  private static List<String> texts(JsonNode array, String pointer) {
    var texts = new ArrayList<String>();
    array.forEach(element -> texts.add(text(element.at(pointer))));
    return texts;
  }

  private static String text(JsonNode cell) {
    return cell.isNumber() ? cell.decimalValue().toPlainString() : cell.asText();
  }

  private static List<List<String>> rows(byte[] csv) {
    return new String(csv, UTF_8)
        .lines()
        .skip(1)
        .map(line -> List.of(line.split(",", -1)))
        .toList();
  }
}
