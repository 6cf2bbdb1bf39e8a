package dev.offload.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// The HTTP port, looked at before anything slow starts.
final class HttpPort {
  private HttpPort() {}

  static void requireFree(int port) throws CannotStart, IOException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      throw new CannotStart(
          "port " + port + " is in use; choose another with --port, or --port 0 for a free one.");
    }
  }
}
