package dev.offload.ingest.token;

import static dev.offload.ingest.body.Member.optional;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.files.FileId;
import dev.offload.ingest.auth.Grant;
import dev.offload.ingest.auth.TokenGiver;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.user.Users;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// What a client asks for in a new token.
public record NewToken(Grant grant, Duration lifetime) {

  private static final Member<TaskId> TASK =
      optional("task", Kinds.text("tsk_ and a UUID", TaskId::tryParse).as("TaskId"));
  private static final Member<GroupId> GROUP =
      optional("group", Kinds.text("grp_ and a UUID", GroupId::tryParse).as("GroupId"));
  private static final Member<FileId> UPLOAD =
      optional("upload", Kinds.text("fil_ and a UUID", FileId::parse).as("FileId"));
  private static final Member<String> USER = optional("user", Users.ID.as(Users.NAME));

  /// How long a token lasts.
  static final Member<Duration> EXPIRES_IN =
      optional(
          "expiresIn",
          Kinds.duration(TokenGiver.LONGEST)
              .then(
                  (length, pointer, faults) ->
                      length.compareTo(TokenGiver.SHORTEST) >= 0
                          ? Optional.of(length)
                          : faults.refuse(pointer, "must be at least " + TokenGiver.SHORTEST))
              .saying(
                  "How long it works: %s to %s. The default is %s."
                      .formatted(TokenGiver.SHORTEST, TokenGiver.LONGEST, TokenGiver.DEFAULT)));

  private static final Shape SHAPE = Shape.of(TASK, GROUP, USER, UPLOAD, EXPIRES_IN);

  /// The body: for exactly one thing.
  public static final Kind<NewToken> KIND =
      SHAPE
          .kind()
          .then(NewToken::made)
          .described(NewToken::forOne)
          .saying(
              "What the token is for: one task, one group, the tasks of one user, or one upload.");

  /// Empty if it is wrong; then `faults` says why.
  static Optional<NewToken> read(JsonNode json, Faults faults) {
    return KIND.read(json, "", faults).filter(_ -> faults.isEmpty());
  }

  private static Optional<NewToken> made(Given given, String pointer, Faults faults) {
    if (Stream.of(TASK, GROUP, USER, UPLOAD).filter(given::has).count() != 1) {
      return faults.refuse(pointer, "must have one of task, group, user and upload");
    }
    return given
        .get(TASK)
        .<Grant>map(Grant.OfTask::new)
        .or(() -> given.get(GROUP).map(Grant.OfGroup::new))
        .or(() -> given.get(USER).map(Grant.OfUser::new))
        .or(() -> given.get(UPLOAD).map(Grant.OfUpload::new))
        .map(grant -> new NewToken(grant, given.get(EXPIRES_IN).orElse(TokenGiver.DEFAULT)));
  }

  private static Schema forOne(Schema whole) {
    for (Member<?> member : List.of(TASK, GROUP, USER, UPLOAD)) {
      whole.addOneOf(OASFactory.createSchema().required(List.of(member.name())));
    }
    return whole;
  }
}
