package dev.offload.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.function.IntFunction;

/// The bytes of the requests of one run, by number.
@FunctionalInterface
public interface Requests {
  byte[] bytes(int number);

  /// Submissions with the body that `body` gives for each number. If `keys` is not null, each
  /// has an idempotency key that begins with it.
  static Requests tasks(URI base, String apiKey, String keys, IntFunction<String> body) {
    String head =
        """
        POST /v1/tasks HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        """
            .formatted(base.getAuthority(), apiKey);
    return number -> {
      byte[] json = body.apply(number).getBytes(UTF_8);
      String key = keys == null ? "" : "Idempotency-Key: " + keys + number + "\r\n";
      byte[] lines =
          (head + key + "Content-Length: " + json.length + "\r\n\r\n").getBytes(US_ASCII);
      byte[] request = new byte[lines.length + json.length];
      System.arraycopy(lines, 0, request, 0, lines.length);
      System.arraycopy(json, 0, request, lines.length, json.length);
      return request;
    };
  }
}
