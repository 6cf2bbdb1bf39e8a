package dev.offload.e2e.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/// A client that opens a live stream, reads its beginning, and then reads nothing more.
public final class SilentStream implements AutoCloseable {
  private static final int SMALL = 4096;
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final int status;

  private SilentStream(Socket socket) throws IOException {
    this.socket = socket;
    this.status = Integer.parseInt(read(12).substring(9));
  }

  /// Goes on after the position `lastEventId`.
  public static SilentStream resume(URI server, String key, String lastEventId) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(SMALL);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    ask(socket, key, "Last-Event-ID: " + lastEventId + "\r\n");
    return new SilentStream(socket);
  }

  /// The current position of the tenant's tasks: the id with which a new stream begins.
  public static String position(URI server, String key) throws IOException {
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      ask(socket, key, "");
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) {
          return line.substring("id:".length()).strip();
        }
      }
      throw new IOException("the stream ended without an id");
    }
  }

  private static void ask(Socket socket, String key, String header) throws IOException {
    var request =
        "GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n"
            .formatted(key, header);
    socket.getOutputStream().write(request.getBytes(US_ASCII));
  }

  private String read(int bytes) throws IOException {
    var text = new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
    if (text.length() < bytes) {
      throw new IOException("the server hung up: " + text);
    }
    return text;
  }

  public int status() {
    return status;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
