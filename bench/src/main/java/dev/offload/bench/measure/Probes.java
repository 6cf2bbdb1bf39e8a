package dev.offload.bench.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The bodies of the submitted tasks. Each task has its number as input and returns it.
final class Probes {
  private Probes() {}

  static String plain(int number) {
    return "{\"type\":\"probe\",\"input\":{\"result\":" + number + "}}";
  }

  /// The same with a concurrency key.
  static String ofKey(int number, String key) {
    return "{\"type\":\"probe\",\"concurrencyKey\":\"%s\",\"input\":{\"result\":%d}}"
        .formatted(key, number);
  }

  /// A probe that tells when its handler was called.
  static String stamped(int number) {
    return "{\"type\":\"probe\",\"input\":{\"stamp\":true,\"result\":" + number + "}}";
  }

  /// The same with a tag, by which it can be found again.
  static String stampedAndTagged(int number, String tag) {
    return "{\"type\":\"probe\",\"tags\":[\"%s\"],\"input\":{\"stamp\":true,\"result\":%d}}"
        .formatted(tag, number);
  }

  /// A probe that runs until it is cancelled.
  static ObjectNode sleeping() {
    var task = JsonNodeFactory.instance.objectNode().put("type", "probe");
    task.putObject("input").put("sleep", "PT10M");
    return task;
  }
}
