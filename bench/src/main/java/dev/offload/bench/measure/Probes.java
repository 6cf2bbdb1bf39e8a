package dev.offload.bench.measure;

/// The bodies of the tasks that are submitted. Each task brings its number, and returns it.
final class Probes {
  private Probes() {}

  static String plain(int number) {
    return "{\"type\":\"probe\",\"input\":{\"result\":" + number + "}}";
  }

  /// One that tells when its handler was called.
  static String stamped(int number) {
    return "{\"type\":\"probe\",\"input\":{\"stamp\":true,\"result\":" + number + "}}";
  }
}
