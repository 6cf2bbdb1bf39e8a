package dev.offload.ingest.preference;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.config.DigestTimes;
import dev.offload.schemas.config.UserPreferences;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The preferences of a user as the user's tenant sees them.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "NotificationPreferences",
    requiredProperties = {"user", "email", "events", "timeZone", "muted", "createdAt", "updatedAt"})
record PreferencesView(
    @Schema(description = "The user, as in the path, decoded.") String user,
    @Schema(description = "The user's e-mail address.") String email,
    @Schema(description = "The ends of tasks about which the user gets mails.") List<String> events,
    @Schema(description = "When collected mails are sent. Absent: each is sent at once.")
        Digest digest,
    @Schema(description = "The user's time zone.") String timeZone,
    @Schema(description = "Whether no mail is sent.") boolean muted,
    @Schema(
            description =
                "When the user muted mails with the link in one. Absent if the user has not.")
        Instant unsubscribedAt,
    @Schema(description = "When they were first set.") Instant createdAt,
    @Schema(description = "When they were last set.") Instant updatedAt) {

  /// When collected mails are sent.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DigestTimes")
  record Digest(
      @Schema(description = "How often collected mails are sent.") Duration every,
      @Schema(description = "The time of day, in the user's time zone.") String at) {
    private static Digest of(DigestTimes times) {
      return switch (times) {
        case null -> null;
        case DigestTimes.Every(Duration every) -> new Digest(every, null);
        case DigestTimes.At at -> new Digest(null, at.spelled());
      };
    }
  }

  static PreferencesView of(UserPreferences preferences) {
    return new PreferencesView(
        preferences.user(),
        preferences.email(),
        preferences.events(),
        Digest.of(preferences.digest()),
        preferences.timeZone(),
        preferences.muted(),
        preferences.unsubscribedAt(),
        preferences.createdAt(),
        preferences.updatedAt());
  }
}
