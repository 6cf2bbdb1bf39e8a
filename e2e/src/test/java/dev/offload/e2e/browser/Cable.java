package dev.offload.e2e.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Passes connections on to a server, until it is pulled out.
final class Cable implements AutoCloseable {
  private final ServerSocket listener;
  private final URI server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean isOut;

  private Cable(ServerSocket listener, URI server) {
    this.listener = listener;
    this.server = server;
  }

  static Cable to(URI server) throws IOException {
    Cable cable = new Cable(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), server);
    Thread.ofVirtual().start(cable::accept);
    return cable;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /// Ends every connection. Others are ended at once, until [#plugIn].
  void pullOut() {
    isOut = true;
    open.forEach(Cable::end);
    open.clear();
  }

  void plugIn() {
    isOut = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        if (isOut) {
          end(client);
        } else {
          Thread.ofVirtual().start(() -> pass(client));
        }
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private void pass(Socket client) {
    try (client;
        Socket there = new Socket()) {
      there.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      open.add(client);
      open.add(there);
      Thread back = Thread.ofVirtual().start(() -> copy(there, client));
      copy(client, there);
      back.join();
    } catch (IOException _) {
      // One of them has gone.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Both end with each other: this is for one who waits for neither.
  private void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One of them has gone.
    } finally {
      end(from);
      end(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It has ended.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(Cable::end);
  }
}
