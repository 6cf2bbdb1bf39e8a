package dev.offload.schemas.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.RetryPolicy;
import java.time.Instant;

/// Something that a user is told of in a digest. The digest of the user is told.
///
/// @param id what makes it the same news if it is told twice
/// @param dueAt when the digest is sent at the latest
/// @param unsubscribe the token of the link by which the user asks for no more
/// @param retry how the mail is retried
/// @param event in the form of the body of a webhook
public record DigestNews(
    String tenant,
    String user,
    String id,
    Instant dueAt,
    String unsubscribe,
    RetryPolicy retry,
    JsonNode event)
    implements Coordination, TenantOwned {
  private static final String PREFIX = "digest/";

  public DigestNews {
    Require.text(tenant, "tenant");
    Require.text(user, "user");
    Require.text(id, "id");
    Require.present(dueAt, "dueAt");
    Require.text(unsubscribe, "unsubscribe");
    Require.present(retry, "retry");
    Require.present(event, "event");
  }

  /// Whether a record's key is that of a user's digest.
  public static boolean isKey(String key) {
    return key != null && key.startsWith(PREFIX);
  }

  @Override
  public String key() {
    return PREFIX + tenant + "/" + user;
  }
}
