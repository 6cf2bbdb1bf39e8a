package dev.offload.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.WebhookSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./offload listen` and a real endpoint, side by side.
class ListenIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;

  @Test
  void localAddressGetsTheEventsOfAnEndpoint() throws Exception {
    try (var offload = StandaloneProcess.on(Home.here(), home.resolve("offload"), List.of());
        var client = OffloadClient.of(offload.ready());
        var endpoint = WebhookSink.start();
        var local = WebhookSink.start()) {
      client.send(
          "POST",
          "/v1/webhooks",
          "{\"url\": \"%s\", \"events\": [\"task.*\", \"group.*\"]}"
              .formatted(endpoint.url("/hook")));
      Process listen = listen(offload.ready().url(), local.url("/hooks"));
      try (BufferedReader output =
          new BufferedReader(new InputStreamReader(listen.getInputStream(), UTF_8))) {
        assertThat(output.readLine()).isEqualTo("Posts to %s, signed with", local.url("/hooks"));
        assertThat(output.readLine()).isEqualTo("  " + SECRET);
        assertThat(output.readLine()).isEqualTo("Listens. Ctrl-C stops it.");

        submit(client, "{\"result\": {\"rows\": 3}}");
        ReceivedRequest posted = local.next(PATIENCE);

        assertThat(JSON.readTree(posted.body()))
            .isEqualTo(JSON.readTree(endpoint.next(PATIENCE).body()));
        assertThat(posted.body()).contains("\"notify\":[]");
        assertThatCode(() -> new Webhook(SECRET).verify(posted.body(), posted.headers()))
            .doesNotThrowAnyException();
        assertThat(output.readLine())
            .matches("[0-9:]{8}  task\\.succeeded  tsk_[0-9a-f-]+_[0-9]+  204 in [0-9]+ ms")
            .contains(posted.header("webhook-id").orElseThrow());

        String group = client.openGroup(JSON.createObjectNode()).path("id").asText();
        client.sealGroup(group);
        assertThat(JSON.readTree(local.next(PATIENCE).body()))
            .isEqualTo(JSON.readTree(endpoint.next(PATIENCE).body()));
        assertThat(output.readLine()).contains("group.succeeded").contains(group);

        // As Ctrl-C does. That of the process itself would close its output, too.
        listen.toHandle().destroy();
        assertThat(output.readLine()).isEqualTo("Posted 2, of which 2 were accepted.");
        assertThat(output.readLine()).isNull();
      } finally {
        listen.destroyForcibly().waitFor();
      }
    }
  }

  /// The key is found where `./offload up` keeps it.
  private Process listen(URI server, URI local) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Home.here().directory().resolve("cli/target/offload-cli.jar").toString(),
                "listen",
                "--server=" + server,
                "--forward-to=" + local,
                "--events=task.*,group.finished",
                "--secret=" + SECRET)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    command.environment().remove("OFFLOAD_KEY");
    command.environment().put("XDG_DATA_HOME", home.toString());
    return command.start();
  }

  private static void submit(OffloadClient client, String input)
      throws IOException, InterruptedException {
    client.submit(
        JSON.readTree(
            """
            {"type": "probe", "input": %s, "tags": ["a"], "notify": [{"email": "ada@example.com"}]}
            """
                .formatted(input)));
  }
}
