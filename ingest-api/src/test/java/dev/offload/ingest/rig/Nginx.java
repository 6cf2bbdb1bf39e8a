package dev.offload.ingest.rig;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// An nginx on loopback that passes all requests on, configured as little as possible.
public final class Nginx implements AutoCloseable {
  private final Process process;
  private final URI uri;

  private Nginx(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /// Where this machine has one.
  public static Optional<Path> installed() {
    Stream<String> path = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1));
    return Stream.concat(path, Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(directory -> Path.of(directory, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts one before `server`, with its files in `directory`.
  public static Nginx before(URI server, Path executable, Path directory) throws IOException {
    URI uri = URI.create("http://127.0.0.1:%d/".formatted(freePort()));
    Path config =
        Files.writeString(
            directory.resolve("nginx.conf"),
            """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log error.log;
            events {}
            http {
              access_log off;
              client_body_temp_path client;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              server {
                listen 127.0.0.1:%d;
                location / { proxy_pass http://127.0.0.1:%d; }
              }
            }
            """
                .formatted(uri.getPort(), server.getPort()));
    Process process =
        new ProcessBuilder(
                executable.toString(),
                "-p",
                directory.toString(),
                "-c",
                config.toString(),
                "-e",
                "error.log")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.log").toFile())
            .start();
    Nginx nginx = new Nginx(process, uri);
    await().until(nginx::isListening);
    return nginx;
  }

  public URI uri() {
    return uri;
  }

  private boolean isListening() {
    if (!process.isAlive()) {
      throw new IllegalStateException("nginx ended with " + process.exitValue());
    }
    try (Socket _ = new Socket(uri.getHost(), uri.getPort())) {
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

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
