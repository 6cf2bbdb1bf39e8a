package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Random;

/// The kinds of tasks that [CrashDrill] mixes. Each has one state that it can end in, however often
/// the process is killed. A kill may cost an attempt, so tasks that are to succeed have many.
enum CrashKind {
  PLAIN("succeeded") {
    @Override
    ObjectNode task(Random random) {
      return patient(Probes.sleeping(millis(random, 1, 50)));
    }
  },
  LONG("succeeded") {
    @Override
    ObjectNode task(Random random) {
      return patient(Probes.sleeping(millis(random, 500, 3_000)));
    }
  },
  DELAYED("succeeded") {
    @Override
    ObjectNode task(Random random) {
      return patient(Probes.delayed(millis(random, 1, 20), millis(random, 200, 20_000)));
    }
  },
  RETRIED("succeeded") {
    @Override
    ObjectNode task(Random random) {
      return patient(Probes.failing(1 + random.nextInt(3)));
    }
  },
  SNOOZED("succeeded") {
    @Override
    ObjectNode task(Random random) {
      return patient(Probes.snoozing(millis(random, 50, 5_000), millis(random, 1, 200)));
    }
  },
  LIMITED("succeeded") {
    @Override
    ObjectNode task(Random random) {
      return patient(Probes.sleeping(millis(random, 1, 50)).put("concurrencyKey", LIMIT_KEY));
    }
  },
  GROUPED("succeeded") {
    @Override
    ObjectNode task(Random random) {
      return patient(Probes.sleeping(millis(random, 1, 50)));
    }
  },
  SPENT("failed") {
    @Override
    ObjectNode task(Random random) {
      return Probes.retried(Probes.failing(Probes.MOST_FAILURES), 3, RETRY_DELAY);
    }
  },
  HOPELESS("failed") {
    @Override
    ObjectNode task(Random random) {
      return patient(Probes.failingForGood());
    }
  },
  TIMED_OUT("failed") {
    @Override
    ObjectNode task(Random random) {
      return Probes.retried(
          Probes.sleeping(FOR_EVER).put("timeout", millis(random, 100, 1_000).toString()),
          2,
          RETRY_DELAY);
    }
  },
  CANCELLED("cancelled") {
    @Override
    ObjectNode task(Random random) {
      return patient(
          random.nextBoolean()
              ? Probes.sleeping(FOR_EVER)
              : Probes.delayed(Duration.ZERO, FOR_EVER));
    }
  };

  /// The concurrency key of limited tasks.
  static final String LIMIT_KEY = "crash";

  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final int MANY_ATTEMPTS = 50;
  private static final Duration RETRY_DELAY = Duration.ofMillis(300);

  private final String end;

  CrashKind(String end) {
    this.end = end;
  }

  /// A task of this kind. `random` decides the details.
  abstract ObjectNode task(Random random);

  /// The state that it ends in.
  String end() {
    return end;
  }

  /// Whether it ends only because it is cancelled.
  boolean isCancelled() {
    return this == CANCELLED;
  }

  static CrashKind any(Random random) {
    return values()[random.nextInt(values().length)];
  }

  private static ObjectNode patient(ObjectNode task) {
    return Probes.retried(task, MANY_ATTEMPTS, RETRY_DELAY);
  }

  private static Duration millis(Random random, int from, int to) {
    return Duration.ofMillis(random.nextInt(from, to));
  }
}
