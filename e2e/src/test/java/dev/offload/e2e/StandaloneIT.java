package dev.offload.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It wants an empty log, and a start on a busy machine is worth a warning.")
class StandaloneIT {
  private static final int ENDED_BY_SIGTERM = 143;

  @TempDir Path data;

  private final Home home = Home.here();

  @Test
  void startsAndStopsWithoutLeavingAnything() throws Exception {
    // Given
    try (var offload = StandaloneProcess.ephemeral(home)) {
      // When
      int exitCode = offload.stop();

      // Then
      assertThat(exitCode).isEqualTo(ENDED_BY_SIGTERM);
      assertThat(offload.complaints()).isEmpty();
      assertThat(offload.ready().webhookAddresses()).isEqualTo("127.0.0.0/8,::1/128");
      assertThat(offload.ready().sourceAddresses()).as("of services of this machine").isEmpty();
      assertThat(Path.of(offload.ready().dataDir())).doesNotExist();
    }
  }

  @Test
  void tasksAndKeysSurviveARestartOnOtherPorts() throws Exception {
    // Given
    String taskId;
    String apiKey;
    try (var first = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(first.ready())) {
      var probe = new ObjectMapper().readTree("{\"type\": \"probe\", \"input\": {}}");
      taskId = client.submit(probe).id();
      apiKey = first.ready().apiKey();
    }

    // When
    try (var second = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(second.ready())) {
      // Then
      assertThat(second.ready().apiKey()).isEqualTo(apiKey);
      assertThat(client.task(taskId).id()).isEqualTo(taskId);
      assertThat(second.complaints()).isEmpty();
    }
  }

  @Test
  void takenPortIsReportedInOneSentence() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = String.valueOf(taken.getLocalPort());

      var refused = Ended.of(home, List.of("--ephemeral", "--port", port));

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.complaints()).singleElement().asString().contains("port " + port);
    }
  }

  @Test
  void dataDirectoryInUseIsReportedInOneSentence() throws Exception {
    try (var first = StandaloneProcess.on(home, data, List.of())) {
      var refused =
          Ended.of(home, List.of("--port", "0", "--smtp-port", "0", "--data", data.toString()));

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.complaints())
          .singleElement()
          .asString()
          .contains(data.toString(), "process " + first.ready().pid());
    }
  }

  @Test
  void printedCommandsWork() throws Exception {
    var command =
        home.standalone(List.of("--port", "0", "--smtp-port", "0", "--data", data.toString()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      var commands = commandsUntilReady(output);

      assertThat(commands).hasSize(3);
      for (var pasted : commands) {
        var shell =
            new ProcessBuilder("bash", "-c", pasted + " --fail-with-body")
                .directory(home.directory().toFile())
                .start();
        var answer = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as("%s%n%s", pasted, answer).isZero();
        assertThat(answer).startsWith("{");
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static List<String> commandsUntilReady(BufferedReader output) throws IOException {
    var commands = new ArrayList<String>();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains("Ctrl-C")) {
        break;
      }
      boolean goesOn = !commands.isEmpty() && commands.getLast().endsWith("\\");
      if (goesOn) {
        var start = commands.removeLast();
        commands.add(start.substring(0, start.length() - 1) + line.strip());
      } else if (line.strip().startsWith("curl ")) {
        commands.add(line.strip());
      }
    }
    return commands;
  }

  /// A standalone that ended by itself.
  private record Ended(int exitCode, List<String> complaints) {
    static Ended of(Home home, List<String> options) throws IOException, InterruptedException {
      var process = new ProcessBuilder(home.standalone(options)).start();
      var complaints = new String(process.getErrorStream().readAllBytes(), UTF_8);
      return new Ended(process.waitFor(), complaints.lines().toList());
    }
  }
}
