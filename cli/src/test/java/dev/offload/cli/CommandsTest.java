package dev.offload.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What somebody sees who types a command.
class CommandsTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @TempDir Path directory;

  private final StringWriter said = new StringWriter();

  @Test
  void verifyTakesHeadersFromAFile() throws Exception {
    Path body = Files.writeString(directory.resolve("body"), "{\"test\": 2432232314}");
    Path headers =
        Files.writeString(
            directory.resolve("headers"),
            """
            POST /hooks HTTP/1.1
            > Webhook-Id: msg_p5jXN8AQM9LWM0D4loKWxJek
            webhook-timestamp:1614265330
            WEBHOOK-SIGNATURE: %s
            """
                .formatted(SIGNATURE));

    assertThat(verify("--headers", headers.toString(), "--body", body.toString(), "--any-age"))
        .isZero();
    assertThat(said.toString())
        .contains("ok     webhook-signature  number 1 of 1 matches")
        .endsWith("A receiver accepts it." + System.lineSeparator());

    assertThat(verify("--headers", headers.toString(), "--body", body.toString())).isEqualTo(1);
    assertThat(said.toString())
        .contains("WRONG  webhook-timestamp  2021-02-25T15:02:10Z")
        .endsWith("A receiver refuses it." + System.lineSeparator());
  }

  @Test
  void optionCountsMoreThanTheFileOfHeaders() throws Exception {
    Path body = Files.writeString(directory.resolve("body"), "{\"test\": 2432232314}");
    Path headers = Files.writeString(directory.resolve("headers"), "webhook-id: another\n");

    assertThat(
            verify(
                "--headers=" + headers,
                "--id=msg_p5jXN8AQM9LWM0D4loKWxJek",
                "--timestamp=1614265330",
                "--signature=" + SIGNATURE,
                "--body=" + body,
                "--any-age"))
        .isZero();
  }

  @Test
  void wrongSecretIsReportedAndNotRepeated() {
    assertThat(run("verify", "--secret", "sk_live_123")).isEqualTo(2);
    assertThat(said.toString())
        .contains("'--secret'", "must begin with whsec_")
        .doesNotContain("sk_live_123");
  }

  @Test
  void missingFileIsNamed() {
    assertThat(verify("--body", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(said.toString()).contains("there is no file " + directory.resolve("none"));
  }

  @Test
  void listenRefusesWrongOptions() {
    assertThat(run("listen", "--forward-to", "localhost:3000")).isEqualTo(2);
    assertThat(said.toString()).contains("--forward-to must be a URL with http:// or https://");

    assertThat(run("listen", "--forward-to", "http://localhost:3000", "--events", "task.done"))
        .isEqualTo(2);
    assertThat(said.toString())
        .contains("--events must be of task.*, task.succeeded, ")
        .contains("was task.done");

    assertThat(run("listen", "--forward-to", "http://localhost:3000")).isEqualTo(2);
    assertThat(said.toString())
        .contains("no API key for http://localhost:8080: name one with --key or in $OFFLOAD_KEY");
  }

  private int verify(String... options) {
    String[] all = new String[options.length + 3];
    all[0] = "verify";
    all[1] = "--secret";
    all[2] = SECRET;
    System.arraycopy(options, 0, all, 3, options.length);
    return run(all);
  }

  private int run(String... words) {
    said.getBuffer().setLength(0);
    CommandLine commands = Main.commands(Map.of(), directory);
    PrintWriter out = new PrintWriter(said);
    commands.getSubcommands().values().forEach(one -> one.setOut(out).setErr(out));
    return commands.setOut(out).setErr(out).execute(words);
  }
}
