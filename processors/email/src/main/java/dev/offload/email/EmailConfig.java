package dev.offload.email;

import dev.offload.email.smtp.SmtpConfig;
import dev.offload.schemas.task.RetryPolicy;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/// How mailings and notifications are sent.
@ConfigMapping(prefix = "offload.email")
public interface EmailConfig {
  /// The sender of notifications, and of mailings that name no sender.
  @WithDefault("Offload <offload@localhost>")
  @NotBlank
  String from();

  /// Other senders that mailings may name: an address (with any name), `Name <address>` (with this
  /// name), `@domain` (any address there), or `*` (anybody). The default is none.
  Optional<List<String>> senders();

  /// The same for one tenant, instead of `senders`.
  Map<String, List<String>> tenantSenders();

  /// How many recipients a mailing may have.
  @WithDefault("100000")
  @Min(1)
  @Max(1_000_000)
  int maxRecipients();

  /// How large a file of recipients may be.
  @WithDefault("64M")
  MemorySize maxFileSize();

  /// How many recipients a chunk may have. A mailing to more recipients is split into chunks.
  @WithDefault("100")
  @Min(1)
  @Max(1000)
  int chunk();

  /// How many mails of one chunk are sent at once. After a crash, this many of each chunk that was
  /// being sent may be sent twice.
  @WithDefault("5")
  @Min(1)
  @Max(100)
  int window();

  /// How many chunks, small mailings included, one process sends at once. After its crash at most
  /// `chunks` × `window` mails are sent twice.
  @WithDefault("4")
  @Min(1)
  @Max(100)
  int chunks();

  /// The shortest wait before mails that the server deferred are tried again.
  @WithDefault("PT1M")
  @DurationMin
  Duration retryAfter();

  /// How often and when a chunk is retried if the server did not take all of its mails. Each
  /// attempt sends only what is still to be sent.
  ChunkRetry chunkRetry();

  /// A [RetryPolicy] as configuration. Its defaults outlast greylisting, where a server takes mail
  /// of an unknown sender only minutes or hours after the first try (RFC 6647). The short first
  /// wait is for other failures, since deferred mails wait for [#retryAfter].
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

  /// The link in notifications: a URL in which `{id}` stands for the task's id. The default is no
  /// link.
  Optional<String> taskLink();

  /// The address at which users reach the API, such as `https://offload.example.com`, for the links
  /// by which they ask for no more mail. The default is no link.
  Optional<@Pattern(regexp = "https?://[^\\s<>?#]+") String> apiUrl();

  /// A directory with templates that stand for ours: `user-subject.txt`, `user-text.txt`,
  /// `user-html.html`, and those of notifications. The default is ours.
  Optional<Path> templates();

  /// The SMTP server that gets all mail.
  SmtpConfig smtp();
}
