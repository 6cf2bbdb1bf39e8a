package dev.offload.bench.figure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// What the figures were measured on. `partitions` is the number of partitions of topics keyed by
/// task id.
public record Setting(int partitions, int cores, Map<String, String> versions) {

  /// This machine and this build.
  public static Setting here(int partitions) throws IOException {
    return new Setting(partitions, Runtime.getRuntime().availableProcessors(), ofBuild());
  }

  /// The versions of what this build is made of.
  public static Map<String, String> ofBuild() throws IOException {
    Map<String, String> versions = new TreeMap<>();
    Properties built = new Properties();
    try (InputStream file = Setting.class.getResourceAsStream("/versions.properties")) {
      built.load(file);
    }
    built.stringPropertyNames().forEach(name -> versions.put(name, built.getProperty(name)));
    versions.put("java", Runtime.version().toString());
    return versions;
  }
}
