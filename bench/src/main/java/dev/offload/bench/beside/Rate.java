package dev.offload.bench.beside;

/// What is compared, each in tasks per second, by its name in the JSON line. docs/performance.md
/// says how it is measured.
enum Rate {
  ACCEPTED("acceptedPerSecond", "POSTs accepted, with workers running beside"),
  DRAINED("drainedPerSecond", "waiting tasks done"),
  WHOLE("wholePerSecond", "first POST to last end");

  private final String field;
  private final String meaning;

  Rate(String field, String meaning) {
    this.field = field;
    this.meaning = meaning;
  }

  String field() {
    return field;
  }

  String meaning() {
    return meaning;
  }
}
