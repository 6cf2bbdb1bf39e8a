package dev.offload.bench.beside;

import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The programs of `bench/src/bullmq` with the packages that they need, below `bench/target`. npm
/// installs exactly the versions that `package-lock.json` names, and runs no scripts of packages.
record NodeProject(Path directory) {
  private static final String LOCK = "package-lock.json";
  private static final String INSTALLED = "installed.json";
  private static final List<String> INSTALL =
      List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");

  /// Installs the packages unless they are there.
  static NodeProject in(Home home) throws IOException, InterruptedException {
    Path sources = home.directory().resolve("bench/src/bullmq");
    Path directory = Files.createDirectories(home.directory().resolve("bench/target/bullmq"));
    try (var files = Files.list(sources)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path installed = directory.resolve(INSTALLED);
    Path lock = directory.resolve(LOCK);
    if (!Files.exists(installed) || Files.mismatch(lock, installed) >= 0) {
      Files.deleteIfExists(installed);
      try (Child npm = Child.start("npm ci", directory, directory.resolve("npm.log"), INSTALL)) {
        npm.awaitEnd();
      }
      Files.copy(lock, installed);
    }
    return new NodeProject(directory);
  }
}
