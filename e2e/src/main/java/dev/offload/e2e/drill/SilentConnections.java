package dev.offload.e2e.drill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Connections on which only half a request was sent.
final class SilentConnections implements Closeable {
  private final List<Socket> sockets = new ArrayList<>();

  private SilentConnections() {}

  static SilentConnections open(URI server, int count) throws IOException {
    var connections = new SilentConnections();
    for (int i = 0; i < count; i++) {
      var socket = new Socket();
      connections.sockets.add(socket);
      try {
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        socket.getOutputStream().write("POST /v1/tasks HTTP/1.1\r\nHost: ".getBytes(US_ASCII));
      } catch (IOException _) {
        // The server has closed it, because there are too many.
      }
    }
    return connections;
  }

  @Override
  public void close() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
  }
}
