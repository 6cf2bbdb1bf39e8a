package dev.offload.ingest.user;

import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.schemas.task.UserId;
import java.util.List;

/// How clients name a user of their application.
public final class Users {
  /// The OpenAPI document's name for [#ID].
  public static final String NAME = "User";

  public static final Kind<String> ID =
      Kinds.text(UserId.RULE, UserId.PATTERN, UserId::isValid)
          .saying("The id that your application has for one of its users.")
          .described(more -> more.maxLength(UserId.MAX_LENGTH).examples(List.of("u-42")));

  private Users() {}
}
