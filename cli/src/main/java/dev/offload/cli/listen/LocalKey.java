package dev.offload.cli.listen;

import dev.offload.disk.UserData;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// Finds the API key for a server that nobody named a key for: that of the environment, or that of
/// an Offload which `./offload up` runs on this machine.
public final class LocalKey {
  private static final String VARIABLE = "OFFLOAD_KEY";
  private static final String FILE = "secrets.properties";
  private static final String KEY = "admin-key";
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Map<String, String> environment;
  private final Path home;

  public LocalKey(Map<String, String> environment, Path home) {
    this.environment = environment;
    this.home = home;
  }

  public Optional<String> find(URI server) throws IOException {
    String given = environment.getOrDefault(VARIABLE, "");
    if (!given.isBlank()) {
      return Optional.of(given.strip());
    }
    Path kept = UserData.directory("offload", environment, home).resolve(FILE);
    if (!HERE.contains(server.getHost()) || !Files.isReadable(kept)) {
      return Optional.empty();
    }
    Properties secrets = new Properties();
    try (Reader reader = Files.newBufferedReader(kept)) {
      secrets.load(reader);
    }
    return Optional.ofNullable(secrets.getProperty(KEY));
  }
}
