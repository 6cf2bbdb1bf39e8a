package dev.offload.e2e.drill;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Collections;

/// A client that sends, reads the beginning of the answer, and then reads nothing more until
/// it is cut off.
record DeafClient(URI server, String apiKey) {
  private static final int SMALL = 4096;
  private static final int REQUESTS = 200;
  private static final String TAKEN = "HTTP/1.1 200";

  /// Sends lines whose answers are long.
  void batch() throws IOException {
    var webhook = "{\"webhook\": \"http://127.0.0.1:9/" + "x".repeat(2_000) + "\"}";
    var webhooks = String.join(",", Collections.nCopies(10, webhook));
    var line =
        "{\"type\": \"probe\", \"delay\": \"PT24H\", \"input\": {}, \"notify\": [%s]}\n"
            .formatted(webhooks)
            .getBytes(UTF_8);
    try (var socket = open()) {
      var out = socket.getOutputStream();
      out.write(
          head(
              "POST /v1/tasks/batch",
              "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n"));
      var size = (Integer.toHexString(line.length) + "\r\n").getBytes(US_ASCII);
      for (int sent = 0; ; sent++) {
        out.write(size);
        out.write(line);
        out.write("\r\n".getBytes(US_ASCII));
        if (sent == 0) {
          expectTaken(socket);
        }
      }
    }
  }

  /// Asks for lists, one after the other, with the largest page.
  void lists() throws IOException {
    try (var socket = open()) {
      for (int i = 0; i < REQUESTS; i++) {
        socket.getOutputStream().write(head("GET /v1/tasks?limit=200", ""));
      }
      // Waits for the end of the connection without reading anything.
      while (true) {
        socket.getOutputStream().write("\r\n".getBytes(US_ASCII));
        Thread.sleep(100);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void expectTaken(Socket socket) throws IOException {
    var status = new String(socket.getInputStream().readNBytes(TAKEN.length()), US_ASCII);
    if (!status.equals(TAKEN)) {
      throw new IOException("refused: " + status);
    }
  }

  private Socket open() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(SMALL);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    return socket;
  }

  private byte[] head(String call, String more) {
    return "%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n"
        .formatted(call, apiKey, more)
        .getBytes(US_ASCII);
  }
}
