package dev.offload.e2e.drill;

import dev.offload.s3server.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where a process under test keeps its files.
public enum Store {
  DIRECTORY,
  S3;

  /// Starts what the process needs for it, in this process.
  Opened open(Path data) throws IOException {
    return switch (this) {
      case DIRECTORY ->
          new Opened(
              List.of(),
              () -> {
                // There is nothing to end.
              });
      case S3 -> {
        var server = S3Server.in(Files.createDirectories(data.resolve("s3")));
        yield new Opened(
            server.settings().entrySet().stream().map(setting -> "-D" + setting).toList(),
            server::close);
      }
    };
  }

  /// @param options for the JVM of the process
  record Opened(List<String> options, Runnable ending) implements AutoCloseable {
    @Override
    public void close() {
      ending.run();
    }
  }
}
