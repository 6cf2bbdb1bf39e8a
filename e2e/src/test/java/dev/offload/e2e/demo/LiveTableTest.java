package dev.offload.e2e.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.client.SeenTask;
import dev.offload.e2e.client.Submitted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTableTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void withoutATerminalOnlyChangedLinesArePrinted() throws IOException {
    var table = new LiveTable(out, false);

    table.show(List.of(row("queued")));
    table.show(List.of(row("queued")));
    table.show(List.of(row("succeeded")));

    assertThat(bytes.toString(UTF_8).lines()).hasSize(3).noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void onATerminalTheTableIsRedrawnInPlace() throws IOException {
    var table = new LiveTable(out, true);

    table.show(List.of(row("queued")));
    table.show(List.of(row("queued")));

    assertThat(bytes.toString(UTF_8)).contains("\u001b[2A");
  }

  @Test
  void lineShowsAnswerAndWorkTime() throws IOException {
    new LiveTable(out, false).show(List.of(row("succeeded")));

    assertThat(bytes.toString(UTF_8)).contains("12 ms").contains("1500 ms");
  }

  private static Row row(String state) throws IOException {
    var json =
        new ObjectMapper()
            .readTree(
                """
                {"id": "tsk_1", "state": "%s", "startedAt": "2026-11-22T10:00:00Z",
                 "finishedAt": "2026-11-22T10:00:01.500Z"}
                """
                    .formatted(state));
    return new Row(
        DemoTask.failsTwice(URI.create("http://127.0.0.1/")),
        new Submitted("tsk_1", Duration.ofMillis(12)),
        new SeenTask(json),
        false);
  }
}
