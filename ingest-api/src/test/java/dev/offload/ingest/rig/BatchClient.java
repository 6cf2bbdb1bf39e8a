package dev.offload.ingest.rig;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A client that sends a batch piece by piece and reads its answers when it is told to.
public final class BatchClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 120_000;
  private static final int SMALL = 4096;
  private static final int PIECE = 10_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final StringBuilder lines = new StringBuilder();
  private String head;
  private boolean isOver;

  private BatchClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /// With small buffers, so that what is not read is soon felt.
  public static BatchClient open(URI server, String key) {
    return open(server, key, "");
  }

  /// The same with a query, such as `?group=new`.
  public static BatchClient open(URI server, String key, String query) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(SMALL);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      socket.setSoTimeout(PATIENCE_MILLIS);
      BatchClient client = new BatchClient(socket);
      client.out.write(
          """
          POST /v1/tasks/batch%s HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer %s\r
          Content-Type: application/x-ndjson\r
          Transfer-Encoding: chunked\r
          \r
          """
              .formatted(query, key)
              .getBytes(US_ASCII));
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a part of the body: a line is over with its line break.
  public void send(String text) {
    send(text.getBytes(UTF_8));
  }

  public void send(byte[] bytes) {
    try {
      out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
      out.write(bytes);
      out.write("\r\n".getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the body.
  public void end() {
    try {
      out.write("0\r\n\r\n".getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next answer; fails where there is none.
  public JsonNode next() {
    try {
      if (head == null) {
        head = readHead();
      }
      int end = lines.indexOf("\n");
      while (end < 0) {
        readChunk();
        end = lines.indexOf("\n");
      }
      String line = lines.substring(0, end);
      lines.delete(0, end + 1);
      return Json.MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The value of a header of the answer, which has begun.
  public String header(String name) {
    return head.lines()
        .filter(
            line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  /// All answers to come.
  public List<JsonNode> rest() {
    List<JsonNode> answers = new ArrayList<>();
    try {
      while (true) {
        answers.add(next());
      }
    } catch (UncheckedIOException e) {
      if (!isOver) {
        throw e;
      }
      return answers;
    }
  }

  /// Sends all of `body`, ends it, and reads all answers meanwhile.
  public List<JsonNode> answersTo(byte[] body) {
    Thread sending =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int from = 0; from < body.length; from += PIECE) {
                    send(Arrays.copyOfRange(body, from, Math.min(body.length, from + PIECE)));
                  }
                  end();
                });
    List<JsonNode> answers = rest();
    try {
      sending.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answers;
  }

  private String readHead() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      text.append((char) readByte());
    }
    assertThat(text.toString())
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("content-type: application/x-ndjson");
    return text.toString();
  }

  private void readChunk() throws IOException {
    StringBuilder size = new StringBuilder();
    while (size.indexOf("\r\n") < 0) {
      size.append((char) readByte());
    }
    int length = Integer.parseInt(size.toString().strip(), 16);
    lines.append(new String(in.readNBytes(length), UTF_8));
    in.skipNBytes(2);
    if (length == 0) {
      isOver = true;
      throw new EOFException("there is no further answer");
    }
  }

  private int readByte() throws IOException {
    int one = in.read();
    if (one < 0) {
      throw new EOFException("the connection was closed");
    }
    return one;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
