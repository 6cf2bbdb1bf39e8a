package dev.offload.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `./offload` starts, in a project whose jars are empty and whose JDK only notes what it was
/// asked for.
class OffloadScriptTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant BUILT = Instant.parse("2026-01-01T12:00:00Z");
  private static final String STANDALONE = "standalone/target/quarkus-app/quarkus-run.jar";
  private static final String CLI = "cli/target/offload-cli.jar";
  private static final String AOT = "-XX:AOTCache=";

  private static final String JDK =
      """
      #!/bin/sh
      [ "$1" != -version ] || { echo 'openjdk version "25.0.1"' >&2; exit; }
      echo "$@" >>"%s"
      """;

  @TempDir Path project;
  @TempDir Path jdk;

  @BeforeEach
  void build() throws IOException {
    Path original = Home.here().directory();
    for (String file : List.of("offload", ".mvn/find-jdk.sh", "standalone/jvm.options")) {
      copy(original.resolve(file), project.resolve(file));
    }
    for (String jar :
        List.of(STANDALONE, "e2e/target/offload-e2e.jar", bench(), CLI, "target/built")) {
      write(project.resolve(jar), "", BUILT);
    }
    write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"", BUILT);
    for (String program : List.of("java", "javac")) {
      Path file = jdk.resolve("bin").resolve(program);
      write(file, JDK.formatted(notes()), BUILT);
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
  }

  @Test
  void aotCacheIsMadeInTheBackgroundAndThenUsed() throws Exception {
    // Given
    String made = cacheMadeBy("up");

    // When
    write(Path.of(made), "", BUILT.plusSeconds(60));
    run("up", "--port", "0");
    run("drill", "crash");
    run("bench");

    // Then
    List<String> started = started();
    assertThat(started.get(0)).contains(AOT + made, "--port 0");
    assertThat(started.get(1)).contains("-Doffload.aot-cache=" + made, "drill crash");
    assertThat(started.get(2)).contains("-Doffload.aot-cache=" + made, bench());
    assertThat(started).hasSize(3).noneMatch(one -> one.contains(" train "));
  }

  @Test
  void aotCacheOfAnotherBuildIsNotUsed() throws Exception {
    String made = cacheMadeBy("demo");

    write(Path.of(made), "", BUILT.minusSeconds(1));

    assertThat(cacheMadeBy("up")).isEqualTo(made);
  }

  @Test
  void aotCacheOfOtherJvmOptionsIsNotUsed() throws Exception {
    String made = cacheMadeBy("demo");

    write(Path.of(made), "", BUILT.plusSeconds(60));
    write(project.resolve("standalone/jvm.options"), "-Xmx1g", BUILT.plusSeconds(61));

    assertThat(cacheMadeBy("up")).isEqualTo(made);
  }

  @Test
  void aotCacheOfAnotherJdkIsNotUsed() throws Exception {
    String made = cacheMadeBy("up");

    write(Path.of(made), "", BUILT.plusSeconds(60));
    write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.2\"", BUILT);

    assertThat(cacheMadeBy("up")).isNotEqualTo(made);
  }

  @Test
  void nothingIsMadeBesideAMeasurement() throws Exception {
    run("drill", "timers");
    run("bench");

    assertThat(started()).hasSize(2).noneMatch(one -> one.contains("train"));
  }

  @Test
  void helpForWebhooksNeedsNoCache() throws Exception {
    run("listen", "--forward-to", "http://localhost:3000/hooks");
    run("verify", "--secret", "whsec_x");

    List<String> started = started();
    assertThat(started.get(0)).endsWith(CLI + " listen --forward-to http://localhost:3000/hooks");
    assertThat(started.get(1)).endsWith(CLI + " verify --secret whsec_x");
    assertThat(started).hasSize(2).noneMatch(one -> one.contains("train"));
  }

  /// Runs the command, which uses no cache, and returns the one that is made meanwhile.
  private String cacheMadeBy(String command) throws IOException, InterruptedException {
    run(command);
    Awaitility.await().atMost(PATIENCE).until(() -> lines().size() == 2);
    List<String> started = started();
    assertThat(started).noneMatch(one -> one.contains(AOT) || one.contains("offload.aot-cache"));
    String making =
        started.stream().filter(one -> one.contains(" train ")).findFirst().orElseThrow();
    return making.substring(making.lastIndexOf(' ') + 1);
  }

  private void run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", project.resolve("offload").toString()));
    command.addAll(List.of(words));
    ProcessBuilder script = new ProcessBuilder(command).redirectErrorStream(true);
    script.environment().put("JAVA_HOME", jdk.toString());
    Process running = script.start();
    String said = new String(running.getInputStream().readAllBytes(), UTF_8);
    assertThat(running.waitFor()).as(said).isZero();
  }

  /// What was started since this was asked before.
  private List<String> started() throws IOException {
    List<String> lines = lines();
    Files.delete(notes());
    return lines;
  }

  private List<String> lines() throws IOException {
    return Files.exists(notes()) ? Files.readAllLines(notes()) : List.of();
  }

  private Path notes() {
    return jdk.resolve("notes");
  }

  private static String bench() {
    return "bench/target/offload-bench.jar";
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
    Files.setLastModifiedTime(to, FileTime.from(BUILT));
  }

  private static void write(Path file, String text, Instant modified) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }
}
