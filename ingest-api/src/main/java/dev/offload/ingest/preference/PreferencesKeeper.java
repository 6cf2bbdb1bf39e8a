package dev.offload.ingest.preference;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.change.ConfigTurn.Basis;
import dev.offload.ingest.change.QuotaUse;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.kafka.live.LivePreferences;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.task.UserId;
import dev.offload.secrets.Unsubscribing.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/// Sets, shows and deletes users' preferences. Every replica knows what another has answered, since
/// each reads on before it answers.
@ApplicationScoped
class PreferencesKeeper {
  private static final String WHAT = "preferences";
  private static final String NOT_READ = "Kafka does not answer: preferences can't be read now.";

  private final LivePreferences live;
  private final PreferencesConfig config;
  private final StorageGuard storage;
  private final InstantSource clock;
  private final ConfigChanges<UserPreferences> changes;

  PreferencesKeeper(
      PreferencesBook book,
      PreferencesConfig config,
      BoundedWriter writer,
      StorageGuard storage,
      InstantSource clock) {
    this.live = book.live();
    this.config = config;
    this.storage = storage;
    this.clock = clock;
    this.changes =
        new ConfigChanges<>(
            UserPreferences.class,
            WHAT,
            NOT_READ,
            live.entries(),
            config.lookupLimit(),
            ConfigChanges.Records.single(writer));
  }

  /// Preferences that exist now, and whether they are new.
  record TaggedPreferences(String tag, PreferencesView view, boolean isNew) {}

  /// `permission` throws if the caller may not write any more. It is asked after the wait.
  TaggedPreferences put(
      String tenant, String user, JsonBody body, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    Given wanted = read(user, body);
    Quota quota =
        Quota.ofTenant("users with preferences", config.perTenant(), () -> live.count(tenant));
    return changes.inTurn(
        tenant,
        UserPreferences.key(tenant, user),
        turn -> {
          Optional<UserPreferences> earlier = turn.present();
          conditions.require(earlier.map(PreferencesKeeper::tag), WHAT);
          Instant now = clock.instant();
          // Only who says so undoes what a user has asked for by a link.
          Optional<UserPreferences> unsubscribed =
              earlier
                  .filter(one -> one.unsubscribedAt() != null)
                  .filter(_ -> wanted.get(PreferencesBody.MUTED).orElse(true));
          UserPreferences preferences =
              new UserPreferences(
                  tenant,
                  user,
                  wanted.get(PreferencesBody.EMAIL).orElseThrow(),
                  wanted.get(PreferencesBody.EVENTS).orElse(PreferencesBody.USUAL_EVENTS),
                  wanted.get(PreferencesBody.DIGEST).orElse(null),
                  wanted.get(PreferencesBody.TIME_ZONE).map(ZoneId::getId).orElse(null),
                  wanted.get(PreferencesBody.MUTED).orElse(unsubscribed.isPresent()),
                  unsubscribed.map(UserPreferences::unsubscribedAt).orElse(null),
                  earlier.map(UserPreferences::createdAt).orElse(now),
                  now,
                  revision());
          turn.put(
              preferences,
              Basis.of(conditions),
              () -> {
                storage.requireRoomForWork();
                permission.run();
              },
              new QuotaUse(quota, earlier.isEmpty() ? 1 : 0));
          return kept(preferences, earlier.isEmpty());
        });
  }

  private static Given read(String user, JsonBody body) {
    Faults faults = new Faults();
    if (!UserId.isValid(user)) {
      faults.add("", "the user in the path must be " + UserId.RULE);
    }
    Optional<Given> given = PreferencesBody.SHAPE.read(body.json(), faults);
    if (!faults.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.INVALID_PREFERENCES,
          "The preferences are invalid: see errors.",
          faults.list());
    }
    return given.orElseThrow();
  }

  TaggedPreferences find(String tenant, String user, Preconditions conditions)
      throws InterruptedException {
    changes.catchUp();
    UserPreferences preferences =
        live.find(tenant, user).orElseThrow(() -> ProblemException.notFound(WHAT));
    conditions.requireMatch(Optional.of(tag(preferences)), WHAT);
    return kept(preferences, false);
  }

  /// `permission` as in [#put].
  void delete(String tenant, String user, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    changes.doInTurn(
        tenant,
        UserPreferences.key(tenant, user),
        turn -> {
          conditions.require(Optional.of(tag(turn.existing())), WHAT);
          turn.erase(Basis.of(conditions), permission);
        });
  }

  /// Sends the owner no more mail. Whoever never had any, or has asked before, gets none
  /// anyway.
  void unsubscribe(Owner owner) throws InterruptedException {
    changes.doInTurn(
        owner.tenant(),
        UserPreferences.key(owner.tenant(), owner.user()),
        turn -> {
          Optional<UserPreferences> mails = turn.present().filter(one -> !one.muted());
          if (mails.isPresent()) {
            turn.put(
                mails.get().unsubscribed(clock.instant(), revision()), Basis.PRESENT, () -> {});
          }
        });
  }

  private static TaggedPreferences kept(UserPreferences preferences, boolean isNew) {
    return new TaggedPreferences(tag(preferences), PreferencesView.of(preferences), isNew);
  }

  private static String revision() {
    return UUID.randomUUID().toString();
  }

  /// The entity tag of preferences is their revision.
  private static String tag(UserPreferences preferences) {
    return Preconditions.tag(preferences.revision());
  }
}
