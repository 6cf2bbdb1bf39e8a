package dev.offload.bench.figure;

/// What is measured, by its name in the JSON line. docs/performance.md says how.
public enum Figure {
  ACCEPT_PER_SECOND("acceptPerSecond", "POSTs accepted per second"),
  BATCH_ACCEPT_PER_SECOND("batchAcceptPerSecond", "tasks accepted per second in batches"),
  DRAIN_PER_SECOND("drainPerSecond", "waiting tasks done per second"),
  START_P50_MS("startP50Ms", "POST to handler, direct, median ms"),
  START_P99_MS("startP99Ms", "POST to handler, direct, p99 ms"),
  START_DECIDED_P50_MS("startDecidedP50Ms", "POST to handler, decided, median ms"),
  DONE_P50_MS("doneP50Ms", "POST to the event of its end, median ms"),
  DONE_P99_MS("doneP99Ms", "POST to the event of its end, p99 ms"),
  CANCEL_P50_MS("cancelP50Ms", "cancel to the event of its end, median ms"),
  CANCEL_P99_MS("cancelP99Ms", "cancel to the event of its end, p99 ms"),
  ACCEPT_P99_MS_BUSY("acceptP99MsBusy", "POST beside pictures, p99 ms"),
  FLOOD_PER_SECOND("floodPerSecond", "POSTs accepted per second, all through a flood"),
  FLOOD_START_P50_MS("floodStartP50Ms", "POST to handler in a flood, median ms"),
  FLOOD_START_P99_MS("floodStartP99Ms", "POST to handler in a flood, p99 ms"),
  NEIGHBOUR_START_P50_MS("neighbourStartP50Ms", "the same of another tenant, median ms"),
  NEIGHBOUR_START_P99_MS("neighbourStartP99Ms", "the same of another tenant, p99 ms"),
  UNLIMITED_PER_SECOND("unlimitedPerSecond", "tasks of a batch done per second"),
  KEY_LIMITED_PER_SECOND("keyLimitedPerSecond", "the same with a limit of their key"),
  QUEUE_LIMITED_PER_SECOND("queueLimitedPerSecond", "the same with a limit of their queue"),
  RAW_PER_SECOND("rawPerSecond", "plain records through Kafka per second");

  private final String field;
  private final String meaning;

  Figure(String field, String meaning) {
    this.field = field;
    this.meaning = meaning;
  }

  public String field() {
    return field;
  }

  String meaning() {
    return meaning;
  }

  /// Counts per second are whole numbers; times have two decimal places.
  double rounded(double value) {
    boolean isRate = field.endsWith("PerSecond");
    return isRate ? Math.rint(value) : Math.rint(value * 100) / 100;
  }
}
