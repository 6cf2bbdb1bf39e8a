package dev.offload.disk;

import java.nio.file.Path;
import java.util.Map;

/// Where a program keeps the data of its user, as the XDG base directory specification says.
public final class UserData {
  private UserData() {}

  /// The directory of `program` below `$XDG_DATA_HOME`, or below `.local/share` of `home`.
  public static Path directory(String program, Map<String, String> environment, Path home) {
    String base = environment.getOrDefault("XDG_DATA_HOME", "");
    return (base.isBlank() ? home.resolve(".local", "share") : Path.of(base))
        .resolve(program)
        .toAbsolutePath();
  }
}
