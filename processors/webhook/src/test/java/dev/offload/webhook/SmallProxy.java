package dev.offload.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A forward proxy on loopback that knows CONNECT only. It keeps what it was asked for.
final class SmallProxy implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private volatile String answer = "HTTP/1.1 200 Connection established\r\n\r\n";

  private volatile boolean isSilent;
  private volatile String refused = "";

  private SmallProxy() throws IOException {
    Thread.ofVirtual().start(this::serve);
  }

  static SmallProxy start() throws IOException {
    return new SmallProxy();
  }

  /// From now on it reads what it is asked and does nothing.
  void willKeepSilent() {
    isSilent = true;
  }

  /// From now on it answers with this, and connects nobody.
  void willAnswer(String head) {
    answer = head;
  }

  /// From now on it connects nobody to this address.
  void willRefuse(String host) {
    refused = host;
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /// The heads of all requests.
  List<String> heads() {
    return List.copyOf(heads);
  }

  /// What it was asked to connect to.
  List<String> targets() {
    return heads.stream().map(head -> head.split(" ", 3)[1]).toList();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void serve() {
    try {
      while (true) {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      heads.add(head);
      if (isSilent) {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
        return;
      }
      String chosen =
          head.startsWith("CONNECT " + refused + ":") ? "HTTP/1.1 403 Forbidden\r\n\r\n" : answer;
      client.getOutputStream().write(chosen.getBytes(ISO_8859_1));
      if (head.startsWith("CONNECT ") && chosen.startsWith("HTTP/1.1 200")) {
        tunnel(client, URI.create("tcp://" + head.split(" ", 3)[1]));
      }
    } catch (IOException _) {
      // One of them has gone.
    }
  }

  private static void tunnel(Socket client, URI target) throws IOException {
    try (Socket server = new Socket(target.getHost(), target.getPort())) {
      Thread back = Thread.ofVirtual().start(() -> copy(server, client));
      copy(client, server);
      back.interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
    } catch (IOException _) {
      // One of them has gone.
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no head");
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }
}
