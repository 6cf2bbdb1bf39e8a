package dev.offload.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every service that has an image.
class ServicesTest {
  private static final Path HOME = Home.here().directory();

  static List<Path> services() throws IOException {
    return Stream.concat(directoriesIn(HOME), directoriesIn(HOME.resolve("processors")))
        .filter(directory -> Files.exists(directory.resolve("Dockerfile")))
        .map(HOME::relativize)
        .toList();
  }

  private static Stream<Path> directoriesIn(Path parent) throws IOException {
    try (var entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).toList().stream();
    }
  }

  @Test
  void servicesAreFound() throws IOException {
    assertThat(services()).hasSizeGreaterThanOrEqualTo(4);
  }

  /// It is probed every two seconds while it waits, and would say each time that it is not ready.
  @ParameterizedTest
  @MethodSource("services")
  void serviceThatWaitsDoesNotLogItsHealth(Path service) throws IOException {
    assertThat(settings(service).getProperty("quarkus.log.category.\"io.smallrye.health\".level"))
        .isEqualTo("WARN");
  }

  @ParameterizedTest
  @MethodSource("services")
  void healthAndMetricsHaveAPortOfTheirOwn(Path service) throws IOException {
    assertThat(settings(service).getProperty("quarkus.management.enabled")).isEqualTo("true");
  }

  private static Properties settings(Path service) throws IOException {
    Properties settings = new Properties();
    try (var file =
        Files.newBufferedReader(
            HOME.resolve(service).resolve("src/main/resources/application.properties"))) {
      settings.load(file);
    }
    return settings;
  }
}
