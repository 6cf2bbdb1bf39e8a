package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.EmailAddress;
import dev.offload.schemas.task.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/// Which mails a user of a tenant's application gets.
///
/// @param email where they go
/// @param events which ends of the user's tasks are told: types, or `task.*`
/// @param digest when mails are sent that were collected; null for each at once
/// @param timeZone the user's, by its name in the IANA database
/// @param muted whether none is sent
/// @param unsubscribedAt when the user has muted them by the link in a mail; null otherwise
/// @param revision a new one each time they are written
public record UserPreferences(
    String tenant,
    String user,
    String email,
    List<String> events,
    DigestTimes digest,
    String timeZone,
    boolean muted,
    Instant unsubscribedAt,
    Instant createdAt,
    Instant updatedAt,
    String revision)
    implements ConfigEntry, TenantOwned {
  public static final String UTC = "UTC";

  private static final String KEY_PREFIX = "user/";

  public UserPreferences {
    Require.that(Tenants.isValid(tenant), "tenant", "be " + Tenants.RULE, tenant);
    Require.that(UserId.isValid(user), "user", "be " + UserId.RULE, user);
    Require.that(EmailAddress.isValid(email), "email", "be an e-mail address", "another text");
    events = events == null ? List.of() : List.copyOf(events);
    timeZone = timeZone == null ? UTC : timeZone;
    Require.present(createdAt, "createdAt");
    Require.present(updatedAt, "updatedAt");
    Require.text(revision, "revision");
  }

  @Override
  public String key() {
    return key(tenant, user);
  }

  public static String key(String tenant, String user) {
    return KEY_PREFIX + tenant + "/" + user;
  }

  public static boolean isKey(String key) {
    return key != null && key.startsWith(KEY_PREFIX);
  }

  /// Whether the user is told of an event of this type.
  public boolean wants(String event) {
    return !muted && events.stream().anyMatch(pattern -> EventPattern.covers(pattern, event));
  }

  /// The user's time zone; UTC if it is not known here.
  public ZoneId zone() {
    try {
      return ZoneId.of(timeZone);
    } catch (DateTimeException _) {
      return ZoneOffset.UTC;
    }
  }

  /// The same after the user has asked for no more mail at `now`.
  public UserPreferences unsubscribed(Instant now, String newRevision) {
    return new UserPreferences(
        tenant, user, email, events, digest, timeZone, true, now, createdAt, now, newRevision);
  }
}
