package dev.offload.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/// A server on loopback that takes one connection and writes bytes no honest HTTP server would.
final class RawServer implements AutoCloseable {
  private interface Answer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CountDownLatch connected = new CountDownLatch(1);
  private final Thread thread;
  private volatile String read = "";

  private RawServer(Answer answer) throws IOException {
    thread = Thread.ofVirtual().start(() -> serve(answer));
  }

  /// Writes `answer` and closes.
  static RawServer once(String answer) throws IOException {
    return new RawServer(out -> out.write(answer.getBytes(US_ASCII)));
  }

  /// Writes `answer` once `signal` is given, and closes.
  static RawServer when(CountDownLatch signal, String answer) throws IOException {
    return new RawServer(
        out -> {
          signal.await();
          out.write(answer.getBytes(US_ASCII));
        });
  }

  /// Writes `begin`, and then `more` again and again until the client goes.
  static RawServer repeating(String begin, String more) throws IOException {
    return new RawServer(
        out -> {
          out.write(begin.getBytes(US_ASCII));
          while (true) {
            out.write(more.getBytes(US_ASCII));
            out.flush();
            Thread.sleep(1);
          }
        });
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
  }

  /// The beginning of what the client wrote, a character for each byte.
  String read() {
    return read;
  }

  void awaitConnection() throws InterruptedException {
    connected.await();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    thread.interrupt();
  }

  private void serve(Answer answer) {
    try (Socket client = socket.accept()) {
      connected.countDown();
      byte[] request = new byte[4096];
      int length = client.getInputStream().read(request);
      read = new String(request, 0, Math.max(length, 0), ISO_8859_1);
      answer.write(client.getOutputStream());
    } catch (IOException | InterruptedException _) {
      // The client, or the test, has had enough.
    }
  }
}
