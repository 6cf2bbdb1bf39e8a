package dev.offload.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs what the how-to pages tell people to type: all `sh` blocks of a page, in order, in one
/// shell, in a directory with a photo.
class HowToIT {
  private static final Home HOME = Home.here();
  private static final Path PAGES = HOME.directory().resolve("docs/how-to");

  /// These pages need machines, a cluster, a bucket, or data of an older release, that this test
  /// does not have. The receivers of webhooks are run by a test of the module that sends them,
  /// and a drill has files in a bucket.
  private static final Set<String> RUN_ELSEWHERE =
      Set.of(
          "containers.md",
          "deploy.md",
          "files-in-s3.md",
          "operate.md",
          "receive-webhooks.md",
          "run-a-cluster.md",
          "scale.md",
          "upgrade.md",
          "view-in-postgresql.md");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

  @TempDir private static Path curlHome;
  @TempDir private Path directory;
  private static StandaloneProcess offload;

  @BeforeAll
  static void start() throws IOException {
    offload = StandaloneProcess.ephemeral(HOME);
    Files.writeString(
        curlHome.resolve(".curlrc"),
        """
        connect-to = "localhost:8080:127.0.0.1:%d"
        fail-with-body
        """
            .formatted(offload.ready().url().getPort()));
  }

  @AfterAll
  static void stop() throws Exception {
    offload.close();
  }

  static Stream<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".md") && !RUN_ELSEWHERE.contains(name))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsOfAPageWork(String page) throws Exception {
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(PAGES.resolve(page)))
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(blocks).as("sh blocks of %s", page).isNotEmpty();
    String untilOneFails = "set -euo pipefail\ntrap 'echo \"failed: $BASH_COMMAND\"' ERR\n";

    try (InputStream photo = HowToIT.class.getResourceAsStream("/pictures/astronaut.png")) {
      Files.copy(photo, directory.resolve("photo.png"));
    }
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-c", untilOneFails + String.join("\n", blocks))
            .directory(directory.toFile())
            .redirectErrorStream(true);
    shell.environment().put("CURL_HOME", curlHome.toString());
    shell.environment().put("OFFLOAD_KEY", offload.ready().apiKey());
    Process typed = shell.start();

    String shown = new String(typed.getInputStream().readAllBytes(), UTF_8);
    assertThat(typed.waitFor()).as("%s", shown).isZero();
  }
}
