package dev.offload.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A receiver that somebody wrote, as a child process. It takes its secret and its port from
/// the environment and prints the body of each event that is new to it.
final class ReceiverProgram implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PORT = "{port}";

  private final Process process;
  private final Path output;
  private final int port;

  private ReceiverProgram(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /// Starts `command` in `directory`, in which `{port}` stands for the port, and returns when it
  /// takes connections.
  static ReceiverProgram start(Path directory, List<String> command, Map<String, String> variables)
      throws IOException {
    int port = freePort();
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                command.stream().map(word -> word.replace(PORT, Integer.toString(port))).toList())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(variables);
    builder.environment().put("PORT", Integer.toString(port));
    ReceiverProgram program = new ReceiverProgram(builder.start(), output, port);
    Awaitility.await()
        .atMost(PATIENCE)
        .failFast("the receiver has ended", () -> !program.process.isAlive())
        .until(program::isListening);
    return program;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port + "/hooks");
  }

  String printed() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    // What a tool such as `go run` has started goes with it.
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
