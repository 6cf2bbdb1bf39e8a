package dev.offload.e2e.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The built project on this machine, and how its runnables are started.
public record Home(Path directory) {
  private static final String PROPERTY = "offload.home";

  /// The directory named by `./offload`, or the one above the module whose tests run.
  public static Home here() {
    var named = System.getProperty(PROPERTY);
    return new Home(Path.of(named == null ? ".." : named).toAbsolutePath().normalize());
  }

  /// The command that starts standalone with `options`.
  public List<String> standalone(List<String> options) {
    return java("standalone", List.of(), options);
  }

  List<String> workerHost(List<String> systemProperties) {
    return java("processors/host", systemProperties, List.of());
  }

  private List<String> java(String module, List<String> systemProperties, List<String> options) {
    var jar = directory.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: build it with ./mvnw package");
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + directory.resolve("standalone/jvm.options"));
    command.addAll(systemProperties);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(options);
    return List.copyOf(command);
  }
}
