package dev.offload.e2e.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The built project on this machine, and how its runnables are started.
public record Home(Path directory) {
  private static final String PROPERTY = "offload.home";

  /// The directory that `./offload` names, or the one above the module whose tests run.
  public static Home here() {
    var named = System.getProperty(PROPERTY);
    return new Home(Path.of(named == null ? ".." : named).toAbsolutePath().normalize());
  }

  /// The command that starts standalone with `options`.
  public List<String> standalone(List<String> options) {
    return standalone(List.of(), options);
  }

  /// The same with options for the JVM.
  List<String> standalone(List<String> javaOptions, List<String> options) {
    return java("standalone", javaOptions, options);
  }

  List<String> workerHost(List<String> systemProperties) {
    return service("processors/host", systemProperties);
  }

  /// The command that starts the runnable of a module.
  List<String> service(String module, List<String> systemProperties) {
    return java(module, systemProperties, List.of());
  }

  /// The command that starts a Kafka node alone, from standalone's libraries.
  List<String> broker(Path data, int port) {
    return List.of(
        javaProgram(),
        "-cp",
        directory.resolve("standalone/target/quarkus-app/lib/main") + "/*",
        "dev.offload.broker.BrokerMain",
        data.toString(),
        String.valueOf(port));
  }

  private List<String> java(String module, List<String> javaOptions, List<String> options) {
    var jar = directory.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: build it with ./mvnw package");
    }
    var command = new ArrayList<String>();
    command.add(javaProgram());
    command.add("@" + directory.resolve("standalone/jvm.options"));
    command.addAll(javaOptions);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(options);
    return List.copyOf(command);
  }

  private static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
