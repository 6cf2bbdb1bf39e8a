package dev.offload.e2e.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The images of the services, built from their Dockerfiles as `docs/how-to/containers.md` says.
///
/// Their base image is `OFFLOAD_BASE` if that is set, as in `deploy/compose.yaml`.
enum Images {
  INGEST_API("ingest-api", "ingest-api"),
  LIFECYCLE("lifecycle", "processors/lifecycle"),
  NOTIFIER("notifier", "notifier"),
  WORKER("worker", "processors/host");

  private static final Optional<String> BASE = Optional.ofNullable(System.getenv("OFFLOAD_BASE"));

  private final String name;
  private final String module;

  Images(String name, String module) {
    this.name = name;
    this.module = module;
  }

  /// Its name in the container engine.
  String tag() {
    return "offload/" + name + ":e2e";
  }

  /// A Java runtime without any code of ours.
  static String base() {
    return BASE.orElse("eclipse-temurin:25-jre");
  }

  /// Builds all of them, several at once.
  static void buildAll(Home home) {
    CompletableFuture.allOf(
            List.of(values()).stream()
                .map(image -> CompletableFuture.runAsync(() -> image.build(home)))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private void build(Home home) {
    var command = new ArrayList<>(List.of("docker", "build", "--quiet", "--tag", tag()));
    BASE.ifPresent(base -> command.addAll(List.of("--build-arg", "BASE=" + base)));
    command.add(home.directory().resolve(module).toString());
    try {
      var docker = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(docker.getInputStream().readAllBytes(), UTF_8);
      if (docker.waitFor() != 0) {
        throw new IllegalStateException(
            "%s%n%s%nWhere %s can't be pulled, .ci/base-image makes a base for OFFLOAD_BASE."
                .formatted(String.join(" ", command), said, base()));
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }
}
