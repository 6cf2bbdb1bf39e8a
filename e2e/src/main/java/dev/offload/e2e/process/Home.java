package dev.offload.e2e.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The built project on this machine, and how its runnables are started.
///
/// @param jvmOptions further options for each JVM
/// @param standaloneOptions further options for the JVM of standalone
/// @param shell the beginning of each command, before the one that starts a JVM
public record Home(
    Path directory, List<String> jvmOptions, List<String> standaloneOptions, List<String> shell) {
  private static final String PROPERTY = "offload.home";
  private static final String AOT_CACHE = "offload.aot-cache";
  private static final String ONE_COMPILER = "offload.one-compiler";

  public Home {
    jvmOptions = List.copyOf(jvmOptions);
    standaloneOptions = List.copyOf(standaloneOptions);
    shell = List.copyOf(shell);
  }

  /// The directory that `./offload` names, or the one above the module whose tests run.
  public static Home here() {
    var named = System.getProperty(PROPERTY);
    var directory = Path.of(named == null ? ".." : named).toAbsolutePath().normalize();
    var home = new Home(directory, List.of(), aotCache(), List.of());
    return Boolean.getBoolean(ONE_COMPILER) ? home.withOneCompiler() : home;
  }

  private static List<String> aotCache() {
    var file = System.getProperty(AOT_CACHE);
    return file == null ? List.of() : List.of("-XX:AOTCache=" + file);
  }

  /// The same for processes that end within minutes or share few cores with many others. For
  /// these, the JVM's second compiler would cost more time than it saves.
  public Home withOneCompiler() {
    return new Home(directory, List.of("-XX:TieredStopAtLevel=1"), standaloneOptions, shell);
  }

  /// The same with processes that may have at most `most` open files.
  public Home withOpenFiles(int most) {
    var script = "ulimit -n %d && exec \"$0\" \"$@\"".formatted(most);
    return new Home(directory, jvmOptions, standaloneOptions, List.of("sh", "-c", script));
  }

  /// The same with only `options` for the JVM of standalone, besides those for each JVM.
  public Home withStandaloneOptions(List<String> options) {
    return new Home(directory, jvmOptions, options, shell);
  }

  /// The jar that starts standalone.
  public Path standaloneJar() {
    return jar("standalone");
  }

  /// The command that starts standalone with `options`.
  public List<String> standalone(List<String> options) {
    return standalone(List.of(), options);
  }

  /// The same with options for the JVM.
  List<String> standalone(List<String> javaOptions, List<String> options) {
    return java(
        "standalone",
        Stream.concat(standaloneOptions.stream(), javaOptions.stream()).toList(),
        options);
  }

  /// The command that starts the runnable of a module.
  List<String> service(String module, List<String> systemProperties) {
    return java(module, systemProperties, List.of());
  }

  /// The command that starts only a Kafka node, from standalone's libraries, with these properties.
  List<String> broker(Path data, int port, List<String> properties) {
    var command = new ArrayList<>(shell);
    command.add(javaProgram());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(directory.resolve("standalone/target/quarkus-app/lib/main") + "/*");
    command.add("dev.offload.broker.BrokerMain");
    command.add(data.toString());
    command.add(String.valueOf(port));
    command.addAll(properties);
    return List.copyOf(command);
  }

  private List<String> java(String module, List<String> javaOptions, List<String> options) {
    var jar = jar(module);
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: build it with ./mvnw package");
    }
    var command = new ArrayList<>(shell);
    command.add(javaProgram());
    command.add("@" + directory.resolve("standalone/jvm.options"));
    command.addAll(jvmOptions);
    command.addAll(javaOptions);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(options);
    return List.copyOf(command);
  }

  private Path jar(String module) {
    return directory.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
  }

  private static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
