package dev.offload.ingest.rig;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// An HTTP/1.1 client that sends whatever it is told, however wrong.
public record RawHttp(URI server) {

  /// What came back. Names of headers are in lower case.
  public record Answer(int status, Map<String, String> headers, String body) {}

  /// Sends a head (request line and headers, without the line break at its end) and a body. A head
  /// without `Host` gets one.
  public Answer send(String head, byte[] body) throws IOException {
    return sendAsItIs(head.contains("\r\nHost:") ? head : head + "\r\nHost: localhost", body);
  }

  /// The same without a `Host` that the head does not have.
  public Answer sendAsItIs(String head, byte[] body) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(20_000);
      // Head and body go in two writes: Nagle's algorithm would hold the second back.
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      out.write((head + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
      try {
        out.write(body);
        out.flush();
      } catch (IOException e) {
        // The server may answer and hang up before it has read everything.
      }
      return read(socket.getInputStream());
    }
  }

  private static Answer read(InputStream in) throws IOException {
    byte[] all = readWhatComes(in);
    String text = new String(all, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no answer: " + text);
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
    boolean isChunked = "chunked".equals(headers.get("transfer-encoding"));
    String read = new String(isChunked ? joined(body) : body, UTF_8);
    return new Answer(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, read);
  }

  private static byte[] joined(byte... chunks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String text = new String(chunks, ISO_8859_1);
    int begin = 0;
    int end = text.indexOf("\r\n");
    while (end > begin) {
      int size = Integer.parseInt(text.substring(begin, end), 16);
      all.write(chunks, end + 2, Math.min(size, chunks.length - end - 2));
      begin = end + 2 + size + 2;
      end = text.indexOf("\r\n", begin);
    }
    return all.toByteArray();
  }

  private static byte[] readWhatComes(InputStream in) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (IOException e) {
      // A connection that is reset after the answer has brought the answer.
    }
    return all.toByteArray();
  }
}
