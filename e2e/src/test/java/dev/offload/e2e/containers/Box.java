package dev.offload.e2e.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/// One container as `deploy/` runs it: with an unprivileged user, without capabilities, and
/// with a file system that is read-only apart from its mounts. Its ports are published on
/// loopback. Its output goes to `target/containers`.
final class Box extends GenericContainer<Box> {
  static final int HTTP = 8080;

  static final int MANAGEMENT = 9000;
  static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Path LOGS = Path.of("target/containers");

  private final Map<String, String> scratch = new TreeMap<>(Map.of("/tmp", "exec"));
  private final List<Bind> binds = new ArrayList<>();
  private final String name;
  private long memoryBytes;

  /// A box of `image` that others in `network` know as `name`.
  Box(String image, String name, Network network) {
    super(DockerImageName.parse(image));
    this.name = name;
    withNetwork(network);
    withNetworkAliases(name);
    // Ten containers share the cores of one machine for some minutes.
    withEnv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    withLogConsumer(this::keep);
    withCreateContainerCmdModifier(
        command ->
            command
                .getHostConfig()
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges:true"))
                .withTmpFs(scratch)
                .withBinds(binds)
                .withMemory(memoryBytes)
                .withMemorySwap(memoryBytes)
                .withPortBindings(
                    getExposedPorts().stream().map(Box::publishedOnLoopback).toList()));
  }

  /// A service. It is ready once its management port says so.
  static Box service(Images image, String name, Network network) {
    return new Box(image.tag(), name, network)
        .withExposedPorts(MANAGEMENT)
        .waitingFor(
            Wait.forHttp("/q/health/ready").forPort(MANAGEMENT).withStartupTimeout(PATIENCE));
  }

  Box withMemory(long mebibytes) {
    memoryBytes = mebibytes << 20;
    return this;
  }

  /// Mounts a directory in memory, with the options of `mount`.
  Box withScratch(String directory, String options) {
    scratch.put(directory, options);
    return this;
  }

  /// Mounts a volume or a directory of this machine, as in `docker run --volume`.
  Box withVolume(String volume) {
    binds.add(Bind.parse(volume));
    return this;
  }

  String name() {
    return name;
  }

  /// The address where `port` is published. It changes at each start.
  URI at(int port) {
    var binding =
        getCurrentContainerInfo()
            .getNetworkSettings()
            .getPorts()
            .getBindings()
            .get(ExposedPort.tcp(port))[0];
    return URI.create("http://127.0.0.1:" + binding.getHostPortSpec());
  }

  URI management() {
    return at(MANAGEMENT);
  }

  /// Copies a file into a directory of its volumes, and replaces a file of that name.
  void put(Path file, String directory) {
    engine()
        .copyArchiveToContainerCmd(getContainerId())
        .withHostResource(file.toString())
        .withRemotePath(directory)
        .exec();
  }

  /// Stops all its processes until [#thaw()].
  void freeze() {
    engine().pauseContainerCmd(getContainerId()).exec();
  }

  void thaw() {
    engine().unpauseContainerCmd(getContainerId()).exec();
  }

  /// Ends it as `kill -9` does. Its memory is lost.
  void kill() {
    engine().killContainerCmd(getContainerId()).exec();
  }

  void startAgain() {
    engine().startContainerCmd(getContainerId()).exec();
  }

  ContainerState state() {
    return getCurrentContainerInfo().getState();
  }

  private DockerClient engine() {
    return getDockerClient();
  }

  private static PortBinding publishedOnLoopback(int port) {
    return new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(port));
  }

  private void keep(OutputFrame frame) {
    try {
      Files.createDirectories(LOGS);
      Files.writeString(
          LOGS.resolve(name + ".log"),
          frame.getUtf8String(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
