package dev.offload.email;

import dev.offload.email.smtp.SmtpConfig;
import dev.offload.schemas.task.RetryPolicy;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/// How mailings and notifications are sent.
@ConfigMapping(prefix = "offload.email")
public interface EmailConfig {
  /// The sender of notifications, and of mailings that name none.
  @WithDefault("Offload <offload@localhost>")
  @NotBlank
  String from();

  /// Other senders that mailings may name: an address (under any name), `Name <address>` (just so),
  /// `@domain` (any address there), or `*` (anybody). Absent: none.
  Optional<List<String>> senders();

  /// The same for one tenant, in place of what all may.
  Map<String, List<String>> tenantSenders();

  /// Recipients that a mailing may have.
  @WithDefault("100000")
  @Min(1)
  @Max(1_000_000)
  int maxRecipients();

  /// Bytes that a file of recipients may have.
  @WithDefault("64M")
  MemorySize maxFileSize();

  /// A mailing to more recipients is split into chunks of at most so many.
  @WithDefault("100")
  @Min(1)
  @Max(1000)
  int chunk();

  /// Mails of one chunk that are under way at once. After a crash, so many of each chunk that was
  /// being sent may be sent twice.
  @WithDefault("5")
  @Min(1)
  @Max(100)
  int window();

  /// Chunks, small mailings included, that one process sends at once. So after its crash at most
  /// `chunks` × `window` mails are sent twice.
  @WithDefault("4")
  @Min(1)
  @Max(100)
  int chunks();

  /// The least wait before mails that the server did not take are tried again.
  @WithDefault("PT1M")
  @DurationMin
  Duration retryAfter();

  /// How often and when a chunk is tried again whose mails the server did not all take. Each try
  /// sends only what is still to be sent.
  ChunkRetry chunkRetry();

  /// A [RetryPolicy] as configuration. Its defaults outlast greylisting, by which a server takes
  /// mail of a sender it does not know only minutes or hours after the first try (RFC 6647). The
  /// short first wait is for failures of another kind: mails not taken wait for [#retryAfter].
  interface ChunkRetry {
    @WithDefault("10")
    int maxAttempts();

    @WithDefault("PT5S")
    Duration firstDelay();

    @WithDefault("4")
    double factor();

    @WithDefault("PT2H")
    Duration maxDelay();

    @WithDefault("none")
    RetryPolicy.Jitter jitter();

    default RetryPolicy policy() {
      return new RetryPolicy(maxAttempts(), firstDelay(), factor(), maxDelay(), jitter());
    }
  }

  /// Where a notification's reader finds the task: a URL in which `{id}` stands for its id. Absent:
  /// notifications have no link.
  Optional<String> taskLink();

  /// The server that takes all mail.
  SmtpConfig smtp();
}
