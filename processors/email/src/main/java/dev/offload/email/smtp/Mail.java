package dev.offload.email.smtp;

import dev.offload.email.letter.Letter;
import java.time.Instant;
import java.util.Map;

/// One mail to one recipient. `id` is the same whenever it is sent again, so that receivers can
/// recognise it. `headers` are additional ones.
public record Mail(
    String id, Mailbox from, Mailbox to, Letter letter, Map<String, String> headers, Instant date) {
  public Mail {
    headers = Map.copyOf(headers);
  }
}
