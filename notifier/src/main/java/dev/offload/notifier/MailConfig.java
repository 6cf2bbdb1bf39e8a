package dev.offload.notifier;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/// How fast mail is sent to the addresses that tasks name in `notify`.
@ConfigMapping(prefix = "offload.notifier.mail")
public interface MailConfig {
  /// Mails per tenant and hour, from one process. After a quiet hour this many may be sent at once;
  /// more than that wait for their turn.
  @WithDefault("200")
  @Min(1)
  @Max(1_000_000)
  int perHour();

  /// The longest wait for a turn. A mail that would have to wait longer expires unsent.
  @WithDefault("24h")
  @DurationMin
  Duration longestWait();
}
