package dev.offload.e2e.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Shows the demo's tasks: on a terminal as a table that is redrawn in place, otherwise with
/// one line per change.
final class LiveTable {
  private static final String FORMAT = "%-28s %-10s %8s  %11s  %10s  %s%n";

  private final PrintStream out;
  private final boolean terminal;
  private final Map<String, String> lastLines = new HashMap<>();
  private int drawnLines;

  LiveTable(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again if there is no terminal
  static LiveTable onStandardOutput() {
    var console = System.console();
    return new LiveTable(System.out, console != null && console.isTerminal());
  }

  void show(List<Row> rows) {
    if (terminal) {
      if (drawnLines > 0) {
        out.printf("\u001b[%dA\u001b[J", drawnLines); // up, then clear what is below
      }
      header();
      rows.forEach(row -> out.print(line(row)));
      drawnLines = rows.size() + 1;
    } else {
      if (lastLines.isEmpty()) {
        header();
      }
      rows.forEach(this::printIfChanged);
    }
    out.flush();
  }

  private void printIfChanged(Row row) {
    var line = line(row);
    if (!line.equals(lastLines.put(row.submitted().id(), line))) {
      out.print(line);
    }
  }

  private void header() {
    out.printf(FORMAT, "task", "state", "progress", "HTTP answer", "work", "webhook");
  }

  private static String line(Row row) {
    return FORMAT.formatted(
        row.task().title(),
        row.seen().state(),
        row.seen().progress(),
        millis(row.submitted().answeredIn()),
        row.seen().workTime().map(LiveTable::millis).orElse(""),
        row.webhookVerified() ? "verified" : "");
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
