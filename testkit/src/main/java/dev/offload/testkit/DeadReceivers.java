package dev.offload.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Receivers on loopback that take every connection and never answer: every third says nothing,
/// every third says nothing in a TLS handshake, and every third begins an answer that does not end.
public final class DeadReceivers implements Closeable {
  private final List<ServerSocket> sockets = new ArrayList<>();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger connections = new AtomicInteger();

  private DeadReceivers() {}

  /// Opens as many on free ports.
  public static DeadReceivers open(int count) throws IOException {
    DeadReceivers receivers = new DeadReceivers();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
      receivers.sockets.add(socket);
      boolean drips = i % 3 == 2;
      receivers.threads.execute(() -> receivers.accept(socket, drips));
    }
    return receivers;
  }

  public List<URI> urls() {
    List<URI> urls = new ArrayList<>();
    for (int i = 0; i < sockets.size(); i++) {
      String scheme = i % 3 == 1 ? "https" : "http";
      urls.add(URI.create("%s://127.0.0.1:%d/".formatted(scheme, sockets.get(i).getLocalPort())));
    }
    return urls;
  }

  /// The connections that were made.
  public int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept(ServerSocket socket, boolean drips) {
    try {
      while (true) {
        Socket client = socket.accept();
        connections.incrementAndGet();
        open.add(client);
        if (drips) {
          threads.execute(() -> drip(client));
        }
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private static void drip(Socket client) {
    try (OutputStream out = client.getOutputStream()) {
      out.write("HTTP/1.1 200 OK\r\nX-More: ".getBytes(US_ASCII));
      while (true) {
        out.write('x');
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException _) {
      // The client has had enough, or this is closed.
    }
  }
}
