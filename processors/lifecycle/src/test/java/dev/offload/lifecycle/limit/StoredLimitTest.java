package dev.offload.lifecycle.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.limit.LimitInput.UseTold;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitUse;
import dev.offload.schemas.work.LimitUse.Next;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the stores have of limits. Instances of an older and of a newer release have to read each
/// other's.
class StoredLimitTest {
  private static final Instant START = LimitWorld.START;
  private static final LimitRule RULE = new LimitRule(2, new Rate(3, Duration.ofSeconds(1), 4));
  private static final List<Next> LINE = List.of(new Next(1, 4), new Next(1, 4), new Next(1, 4));
  private static final String LAST =
      """
      {"scope":"queue/image","partition":0,"ledger":1000,"told":1,\
      "rule":{"concurrency":2,"rate":{"count":3,"per":"PT1S","burst":4}},"ruleVersion":7,\
      "next":[{"weight":1,"priority":4},{"weight":1,"priority":4},{"weight":1,"priority":4}],\
      "waiting":3,"starts":0,"granted":0,"returned":0}""";

  private final Ledger ledger = Ledger.open(LimitWorld.SCOPE, 0, 1_000);
  private final KnownRule rule = new KnownRule(Optional.of(RULE), 7);

  @Test
  void limitIsStoredAsInTheGoldenText() {
    LimitMachine machine = new LimitMachine();
    LimitUse use = ledger.tell(new Demand(LINE, 3), rule).use().orElseThrow();
    StoredEntry<Optional<LimitEntry>, Due> kept =
        machine
            .step(
                new StoredEntry<>(Optional.empty(), Optional.empty()),
                new UseTold(use),
                START,
                START)
            .after();
    String json = text(StoredLimit.of(kept));
    assertThat(json)
        .isEqualTo(
            """
            {"scope":"queue/image",\
            "rule":{"concurrency":2,"rate":{"count":3,"per":"PT1S","burst":4}},"ruleVersion":7,\
            "tokens":{"level":2000,"at":"2026-11-23T12:00:00Z"},\
            "shares":{"0":{"ledger":1000,"told":1,"next":[{"weight":1,"priority":4}],\
            "waiting":1,"starts":2,"granted":2,"returned":0,"turn":3,"read":0,\
            "silentSince":"2026-11-23T12:00:00Z"}},"turn":3,\
            "shownAt":"2026-11-23T12:00:00Z","armed":"2026-11-23T12:00:01Z"}""");
    assertThat(LimitWorld.read(bytes(json), StoredLimit.class).kept()).isEqualTo(kept);
  }

  @Test
  void partitionThatAnEarlierReleaseStoredIsToldAgainAtOnce() {
    String older =
        """
        {"scope":"queue/image","ruleVersion":7,"shares":{"0":{"ledger":1000,"told":1,\
        "next":[{"weight":1,"priority":4}],"waiting":1,"starts":2,"granted":2,"returned":0,\
        "turn":3,"read":0}},"turn":3,"shownAt":"2026-11-23T12:00:00Z"}""";

    LimitEntry entry =
        LimitWorld.read(bytes(older), StoredLimit.class).kept().entry().orElseThrow();

    assertThat(entry.toldAgain(START)).contains(0);
  }

  @Test
  void ledgerIsStoredAsInTheGoldenText() {
    Ledger used =
        ledger
            .tell(new Demand(LINE, 3), rule)
            .after()
            .orElseThrow()
            .receive(new LimitGrant(LimitWorld.SCOPE, 0, 1_000, 2, 2), LINE)
            .after();
    Ledger asked = used.receive(new LimitGrant(LimitWorld.SCOPE, 0, 1_000, 2, 2), LINE).after();
    String json = text(StoredLedger.of(asked));
    assertThat(json)
        .isEqualTo(
            """
            {"scope":"queue/image","partition":0,"number":1000,"starts":2,"granted":2,\
            "returned":0,"last":"""
                + LAST
                + ",\"asked\":true}");
    assertThat(LimitWorld.read(bytes(json), StoredLedger.class).ledger()).isEqualTo(asked);
  }

  private static String text(Object stored) {
    return new String(LimitWorld.json(stored), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
