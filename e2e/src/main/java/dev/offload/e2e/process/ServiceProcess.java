package dev.offload.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// One service in a separate process, with a management port that says whether it is ready. Its
/// output goes to a file.
public final class ServiceProcess implements AutoCloseable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final Process process;
  private final Path output;
  private final URI url;
  private final URI management;

  private ServiceProcess(String name, Process process, Path output, URI url, URI management) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.url = url;
    this.management = management;
  }

  /// Starts the runnable of `module` with these properties, on free ports.
  public static ServiceProcess of(Home home, String module, String name, List<String> properties)
      throws IOException {
    int port = freePort();
    int management = freePort();
    var all = new ArrayList<>(properties);
    all.add("-Dquarkus.http.host=127.0.0.1");
    all.add("-Dquarkus.http.port=" + port);
    all.add("-Dquarkus.management.host=127.0.0.1");
    all.add("-Dquarkus.management.port=" + management);
    return start(name, home.service(module, List.copyOf(all)), port, management);
  }

  /// Starts a Kafka node; its port speaks Kafka, not HTTP.
  static ServiceProcess broker(Home home, Path data) throws IOException {
    return broker(home, data, freePort(), List.of());
  }

  /// The same on a port, with these properties of the node.
  public static ServiceProcess broker(Home home, Path data, int port, List<String> properties)
      throws IOException {
    return start("broker", home.broker(data, port, properties), port, port);
  }

  private static ServiceProcess start(String name, List<String> command, int port, int management)
      throws IOException {
    var output = Files.createTempFile("offload-" + name + "-", ".log");
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Orphans.prevent(process);
    return new ServiceProcess(name, process, output, local(port), local(management));
  }

  public String name() {
    return name;
  }

  public URI url() {
    return url;
  }

  /// Whether it says that it is ready. Throws if it has died.
  public boolean isReady() {
    return probe("ready") == 200;
  }

  /// The status with which it answers a probe: `started`, `live` or `ready`; 0 if it does not
  /// answer. Throws if it has died.
  public int probe(String probe) {
    if (!process.isAlive()) {
      throw new IllegalStateException(name + " has died:\n" + output());
    }
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(management.resolve("/q/health/" + probe))
              .timeout(ANSWER_PATIENCE)
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      return 0;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /// What it has printed so far.
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends it as `kill -9` does.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(output);
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// A port below those that systems give to connections, which could take it before a server
  /// opens it.
  public static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (BindException _) {
        // Another one may be free.
      }
    }
  }
}
