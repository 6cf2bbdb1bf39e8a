package dev.offload.email.smtp;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/// The SMTP server that takes all mail.
public interface SmtpConfig {
  @WithDefault("localhost")
  @NotBlank
  String host();

  @WithDefault("587")
  @Min(1)
  @Max(65_535)
  int port();

  /// How connections are secured.
  @WithDefault("starttls")
  Security security();

  /// The user that logs in. The default is none.
  Optional<String> user();

  Optional<String> password();

  /// How long it may take to make a connection.
  @WithDefault("PT10S")
  @DurationMin(millis = 1)
  Duration connectTimeout();

  /// How long the server may take for an answer, and how long a mail may wait for a free
  /// connection.
  @WithDefault("PT30S")
  @DurationMin(millis = 1)
  Duration timeout();

  /// How many connections are open at once.
  @WithDefault("10")
  @Min(1)
  @Max(1000)
  int connections();

  /// How long an idle connection is kept.
  @WithDefault("PT30S")
  @DurationMin(millis = 1)
  Duration keep();

  /// How connections are secured.
  enum Security {
    /// The connection is not secured.
    NONE,
    /// With STARTTLS. A server that does not offer it gets no mail.
    STARTTLS,
    /// TLS from the first byte.
    TLS
  }
}
