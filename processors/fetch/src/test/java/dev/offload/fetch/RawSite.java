package dev.offload.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that writes what a test says, byte for byte, whether it is HTTP or not. Its address
/// stands for one on the public internet.
final class RawSite implements AutoCloseable {
  static final String ADDRESS = "127.0.0.9";

  /// Writes an answer. The connection ends when it returns.
  interface Page {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  RawSite() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.ofLiteral(ADDRESS));
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  String url(String path) {
    return "http://" + ADDRESS + ":" + port() + path;
  }

  /// Writes these characters, each as one byte.
  RawSite put(String path, String raw) {
    return put(path, out -> out.write(raw.getBytes(ISO_8859_1)));
  }

  RawSite put(String path, Page page) {
    pages.put(path, page);
    return this;
  }

  RawSite redirect(String path, String location) {
    return put(path, "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n");
  }

  /// A file with more headers, each with a line end.
  RawSite file(String path, String headers, byte[] content) {
    return put(
        path,
        out -> {
          out.write(
              "HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n"
                  .formatted(headers, content.length)
                  .getBytes(ISO_8859_1));
          out.write(content);
        });
  }

  /// The heads of all requests.
  List<String> heads() {
    return List.copyOf(heads);
  }

  /// The paths of all requests.
  List<String> paths() {
    return heads.stream().map(head -> head.split(" ", 3)[1]).toList();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.forEach(Thread::interrupt);
  }

  private void serve() {
    try {
      while (true) {
        Socket client = socket.accept();
        threads.add(Thread.ofVirtual().start(() -> serve(client)));
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      heads.add(head);
      Page page = pages.get(head.split(" ", 3)[1]);
      if (page != null) {
        page.write(client.getOutputStream());
        client.shutdownOutput();
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException | InterruptedException _) {
      // The client, or the test, has had enough.
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
