package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.LimitUse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a change of a limit or a pause costs, and whom it reaches.
class LimitChangeTest {
  private static final LimitScope KEYS = new OfKey("acme", "*");
  private static final LimitRule NOTHING = LimitRule.atMost(0);

  private final LifecycleRig rig = new LifecycleRig();
  private final StandInWorkers workers = new StandInWorkers(rig);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void onlyLimitsThatAChangeConcernsAreToldAgain() {
    rig.rules.put(KEYS, NOTHING);
    rig.rules.put(new OfQueue(Fixtures.QUEUE), NOTHING);
    submit("acme", "smtp:a");
    submit("acme", "smtp:b");
    submit("acme", "sms");
    rig.submit(Fixtures.ofTenant(Fixtures.task(rig.now()), "globex"));
    settle();
    assertThat(told()).hasSize(4);

    rig.rules.put(new OfKey("globex", "x"), NOTHING);
    settle();
    assertThat(told()).isEmpty();

    rig.rules.put(new OfKey("acme", "smtp:*"), NOTHING);
    settle();
    assertThat(told()).containsExactlyInAnyOrder("key/acme/smtp:a", "key/acme/smtp:b");

    rig.rules.put(new OfKey("acme", "sms"), NOTHING);
    settle();
    assertThat(told()).containsExactly("key/acme/sms");

    rig.rules.pauseChanged("globex");
    settle();
    assertThat(told()).containsExactly("queue/" + Fixtures.QUEUE);
  }

  @Test
  void changeThatConcernsManyIsToldInPartsAndReachesAll() {
    int keys = 2 * PartitionLimits.AT_MOST_AGAIN + 50;
    rig.rules.put(KEYS, NOTHING);
    for (int key = 0; key < keys; key++) {
      submit("acme", "k" + key);
    }
    settle();
    assertThat(told()).hasSize(keys);

    rig.rules.put(KEYS, LimitRule.atMost(1));
    rig.advance(Duration.ofSeconds(1));
    assertThat(told()).hasSize(PartitionLimits.AT_MOST_AGAIN);

    settle();
    assertThat(workers.handedOut()).hasSize(keys);
    workers.endAll();
    rig.advance(Duration.ofSeconds(2));
    assertThat(rig.limits()).isZero();
  }

  @Test
  void tenantIsNotHeldUpByTheManyKeysOfAnother() {
    rig.rules.put(KEYS, NOTHING);
    rig.rules.put(new OfKey("globex", "*"), NOTHING);
    for (int key = 0; key < 2 * PartitionLimits.AT_MOST_AGAIN; key++) {
      submit("acme", "k" + key);
    }
    submit("globex", "k");
    settle();

    rig.rules.put(KEYS, NOTHING);
    rig.rules.put(new OfKey("globex", "*"), LimitRule.atMost(1));
    rig.advance(Duration.ofSeconds(1));

    assertThat(workers.handedOut()).hasSize(1);
  }

  /// It may be another one that the coordinator goes by, told by a partition that has told it and
  /// closed its ledger since.
  @Test
  void ruleThatIsBackIsToldAgain() {
    rig.rules.put(KEYS, NOTHING);
    submit("acme", "k");
    settle();
    assertThat(told()).containsExactly("key/acme/k");

    rig.rules.put(KEYS, LimitRule.atMost(1));
    rig.rules.put(KEYS, NOTHING);
    settle();

    assertThat(told()).containsExactly("key/acme/k");
  }

  /// As docs/reference/limits.md says.
  @Test
  void limitThatIsNewDoesNotCountWhatRunsAlready() {
    for (int task = 0; task < 5; task++) {
      submit("acme", "k");
    }
    assertThat(workers.handedOut()).hasSize(5);
    rig.rules.put(new OfKey("acme", "k"), LimitRule.atMost(1));
    submit("acme", "k");
    submit("acme", "k");

    assertThat(workers.handedOut()).hasSize(1);

    for (int task = 0; task < 5; task++) {
      workers.endOne();
    }
    assertThat(workers.handedOut()).as("the one that is counted still runs").isEmpty();
    workers.endOne();
    assertThat(workers.handedOut()).hasSize(1);
  }

  /// As docs/reference/limits.md says.
  @Test
  void limitThatIsLoweredCountsWhatRuns() {
    rig.rules.put(new OfKey("acme", "k"), LimitRule.atMost(LimitRule.MAX_CONCURRENCY));
    for (int task = 0; task < 5; task++) {
      submit("acme", "k");
    }
    assertThat(workers.handedOut()).hasSize(5);
    rig.rules.put(new OfKey("acme", "k"), LimitRule.atMost(1));
    settle();
    submit("acme", "k");

    for (int task = 0; task < 5; task++) {
      assertThat(workers.handedOut()).isEmpty();
      workers.endOne();
    }
    assertThat(workers.handedOut()).hasSize(1);
  }

  @Test
  void changeIsNotLostIfATenantIsPausedMeanwhile() {
    rig.rules.put(new OfTenant("acme"), NOTHING);
    rig.submit(Fixtures.task(rig.now()));
    rig.pauses.tenants.add("acme");
    rig.rules.pauseChanged("acme");
    settle();
    rig.rules.put(new OfTenant("acme"), LimitRule.atMost(1));
    settle();
    assertThat(workers.handedOut()).isEmpty();

    rig.pauses.tenants.clear();
    rig.rules.pauseChanged("acme");
    settle();

    assertThat(workers.handedOut()).hasSize(1);
  }

  /// Goes on until nothing is left to tell.
  private void settle() {
    rig.advance(Duration.ofSeconds(1));
    for (int look = 0; look < 5; look++) {
      rig.tick();
    }
  }

  /// The limits whose coordinators were told something since the last call.
  private List<String> told() {
    return rig.records(Topics.COORDINATION.name()).stream()
        .map(record -> Topics.COORDINATION.read(record.headers(), record.value()))
        .filter(LimitUse.class::isInstance)
        .map(use -> ((LimitUse) use).scope().text())
        .distinct()
        .toList();
  }

  private void submit(String tenant, String key) {
    SubmitTask task = Fixtures.ofTenant(Fixtures.task(rig.now()), tenant);
    rig.submit(Fixtures.ofKey(task, key));
  }
}
