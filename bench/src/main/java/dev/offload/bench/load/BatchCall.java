package dev.offload.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/// One `POST /v1/tasks/batch` on a separate connection. One thread writes lines, another reads the
/// answers without looking into them, since the driver shares the cores with what it measures.
public final class BatchCall implements AutoCloseable {
  private static final int CHUNK = 32 * 1024;
  private static final String DONE = "HTTP/1.1 200 OK\r\n";
  private static final String LAST_CHUNK = "0\r\n\r\n";

  private final Socket socket;

  private BatchCall(Socket socket) {
    this.socket = socket;
  }

  public static BatchCall open(URI server) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    return new BatchCall(socket);
  }

  /// Sends `count` lines and returns when all are answered.
  public void run(URI server, String apiKey, int count, IntFunction<String> line)
      throws IOException, InterruptedException {
    FutureTask<Void> answers = new FutureTask<>(this::readAnswers);
    Thread reading = Thread.ofPlatform().name("read-answers").start(answers);
    send(server, apiKey, count, line);
    try {
      var _ = answers.get();
    } catch (ExecutionException e) {
      throw new IOException("the batch was not answered", e.getCause());
    } finally {
      reading.join();
    }
  }

  private void send(URI server, String apiKey, int count, IntFunction<String> line)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    String head =
        """
        POST /v1/tasks/batch HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Content-Type: application/x-ndjson\r
        Connection: close\r
        Transfer-Encoding: chunked\r
        \r
        """
            .formatted(server.getAuthority(), apiKey);
    out.write(head.getBytes(US_ASCII));
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK + 1024);
    for (int number = 0; number < count; number++) {
      chunk.writeBytes(line.apply(number).getBytes(UTF_8));
      chunk.write('\n');
      if (chunk.size() >= CHUNK) {
        send(out, chunk);
      }
    }
    if (chunk.size() > 0) {
      send(out, chunk);
    }
    out.write(LAST_CHUNK.getBytes(US_ASCII));
  }

  private static void send(OutputStream out, ByteArrayOutputStream chunk) throws IOException {
    chunk.write('\r');
    chunk.write('\n');
    out.write((Integer.toHexString(chunk.size() - 2) + "\r\n").getBytes(US_ASCII));
    chunk.writeTo(out);
    chunk.reset();
  }

  private Void readAnswers() throws IOException {
    InputStream in = socket.getInputStream();
    String head = new String(in.readNBytes(DONE.length()), US_ASCII);
    if (!head.equals(DONE)) {
      throw new IOException("the answer must begin with 200, was " + head);
    }
    byte[] buffer = new byte[CHUNK];
    String end = "";
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      int from = Math.max(0, read - LAST_CHUNK.length());
      end = end + new String(buffer, from, read - from, US_ASCII);
      end = end.substring(Math.max(0, end.length() - LAST_CHUNK.length()));
    }
    if (!end.equals(LAST_CHUNK)) {
      throw new IOException("the answer broke off");
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
