package dev.offload.ingest.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/// A client that asks for a stream, sees that it begins, and never reads again.
final class SilentClient implements AutoCloseable {
  private final Socket socket = new Socket();

  SilentClient(URI server, String path, String key) throws IOException {
    socket.setReceiveBufferSize(4096);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    String request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(path, key);
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    assertThat(socket.getInputStream().readNBytes(12)).asString(US_ASCII).isEqualTo("HTTP/1.1 200");
  }

  /// Whether the server has ended the connection, without reading what it has sent: it refuses
  /// what is written then. An empty line before a request means nothing to it.
  boolean isCutOff() {
    try {
      socket.getOutputStream().write("\r\n".getBytes(US_ASCII));
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
