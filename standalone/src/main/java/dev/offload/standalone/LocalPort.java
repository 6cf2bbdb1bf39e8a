package dev.offload.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// A port on loopback, checked before anything slow starts.
///
/// @param option of the command line that names it
record LocalPort(int number, String option) {
  static final int HIGHEST = 65_535;

  /// Systems give higher ports to connections, and one that was free could be taken before the
  /// server opens it.
  private static final int FIRST = 10_000;

  private static final int LAST = 32_000;
  private static final int TRIES = 100;

  /// The number of the port, or of a free one for 0. Throws unless it can be opened.
  ///
  /// It is chosen here and not by the web server. If one of two servers was told its port and the
  /// other was not, their metrics have different tags, and the second does not start.
  int free() throws CannotStart, IOException {
    if (number < Standalone.ANY_PORT || number > HIGHEST) {
      throw new CannotStart(
          "%s must be between 0 and %d, was %d.".formatted(option, HIGHEST, number));
    }
    return number == Standalone.ANY_PORT ? any() : open(number);
  }

  private int any() throws CannotStart, IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        return open(ThreadLocalRandom.current().nextInt(FIRST, LAST));
      } catch (CannotStart _) {
        // Another one may be free.
      }
    }
    return open(Standalone.ANY_PORT);
  }

  private int open(int port) throws CannotStart, IOException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new CannotStart(
          "port %1$d is in use; choose another with %2$s, or %2$s 0 for a free one."
              .formatted(port, option));
    }
  }
}
