package dev.offload.notifier;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/// How fast mail goes to the addresses that tasks name in `notify`.
@ConfigMapping(prefix = "offload.notifier.mail")
public interface MailConfig {
  /// Mails of one tenant in an hour, from one process. So many may go at once after a quiet hour;
  /// what comes on top waits for its turn.
  @WithDefault("200")
  @Min(1)
  @Max(1_000_000)
  int perHour();

  /// The longest such wait. A mail that would have to wait longer expires unsent.
  @WithDefault("24h")
  @DurationMin
  Duration longestWait();
}
