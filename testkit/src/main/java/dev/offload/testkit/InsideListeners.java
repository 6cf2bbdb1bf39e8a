package dev.offload.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Listeners on addresses inside, on IPv4 and IPv6, all on one port. Nobody may come who was only
/// named by a user.
public final class InsideListeners implements AutoCloseable {
  public static final List<InetAddress> ADDRESSES =
      List.of(
          InetAddress.ofLiteral("127.0.0.1"),
          InetAddress.ofLiteral("127.0.0.2"),
          InetAddress.ofLiteral("127.255.255.254"),
          InetAddress.ofLiteral("::1"));

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private final List<SocketAddress> seen = new ArrayList<>();
  private final List<ServerSocket> sockets;

  public InsideListeners() throws IOException {
    this(0);
  }

  public InsideListeners(int port) throws IOException {
    ServerSocket first = new ServerSocket(port, 0, ADDRESSES.getFirst());
    sockets =
        Stream.concat(
                Stream.of(first),
                ADDRESSES.stream().skip(1).map(one -> open(one, first.getLocalPort())))
            .toList();
    sockets.forEach(one -> Thread.ofVirtual().start(() -> listen(one)));
  }

  public int port() {
    return sockets.getFirst().getLocalPort();
  }

  /// Everybody who has come. They are taken in turn, so this comes itself and waits until it is
  /// noticed.
  public List<SocketAddress> visitors() throws IOException, InterruptedException {
    List<SocketAddress> own = new ArrayList<>();
    for (ServerSocket socket : sockets) {
      try (Socket visit = new Socket(socket.getInetAddress(), port())) {
        own.add(visit.getLocalSocketAddress());
      }
    }
    return others(own);
  }

  private synchronized List<SocketAddress> others(List<SocketAddress> own)
      throws InterruptedException {
    long until = System.nanoTime() + PATIENCE;
    while (!seen.containsAll(own)) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("a visit was not noticed");
      }
      wait(left);
    }
    return seen.stream().filter(one -> !own.contains(one)).toList();
  }

  private void listen(ServerSocket socket) {
    try {
      while (true) {
        try (Socket visitor = socket.accept()) {
          take(visitor.getRemoteSocketAddress());
        }
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private synchronized void take(SocketAddress visitor) {
    seen.add(visitor);
    notifyAll();
  }

  private static ServerSocket open(InetAddress address, int port) {
    try {
      return new ServerSocket(port, 0, address);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }
}
