package dev.offload.notifier;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.EmailAddress;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// How fast mail is sent to the addresses that tasks name in `notify`, and to whom else it is.
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

  /// The time between two digests of a tenant that are due together: an hour's worth of mails is
  /// sent in a minute.
  default Duration betweenDigests() {
    return Duration.ofMinutes(1).dividedBy(perHour());
  }

  /// The address that gets a mail when an endpoint of any tenant fails, recovers or is
  /// disabled because of its receiver. By default nobody gets one.
  Optional<@WithConverter(AddressConverter.class) String> endpointsTo();

  /// How much time is between two such mails about one tenant's endpoints at least. The first of
  /// them, too, is sent so long after what it tells of.
  @WithDefault("10m")
  @DurationMin(seconds = 1)
  @DurationMax(hours = 1)
  Duration endpointsEvery();

  /// Reads an address, or says what is wrong with it.
  final class AddressConverter implements Converter<String> {
    @Override
    public String convert(String text) {
      Require.that(EmailAddress.isValid(text), "address", "be an e-mail address", text);
      return text;
    }
  }
}
