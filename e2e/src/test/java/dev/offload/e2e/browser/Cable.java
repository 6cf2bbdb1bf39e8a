package dev.offload.e2e.browser;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Passes connections on to a server, until it is pulled out.
final class Cable implements AutoCloseable {
  private final ServerSocket listener;
  private final URI server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
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

  /// Pulls it out once clients have sent so many bytes.
  void pullOutAfter(long bytes) {
    left.set(bytes);
  }

  boolean isOut() {
    return isOut;
  }

  void plugIn() {
    left.set(Long.MAX_VALUE);
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
      OutputStream answers = client.getOutputStream();
      Thread back = Thread.ofVirtual().start(() -> copy(there, client, answers));
      copy(client, there, counted(there.getOutputStream()));
      back.join();
    } catch (IOException _) {
      // One of them has gone.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private OutputStream counted(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        if (left.addAndGet(-length) <= 0) {
          pullOut();
        }
      }
    };
  }

  /// Both end with each other: this is for one who waits for neither.
  ///
  /// @param out of `to`
  private void copy(Socket from, Socket to, OutputStream out) {
    try {
      from.getInputStream().transferTo(out);
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
