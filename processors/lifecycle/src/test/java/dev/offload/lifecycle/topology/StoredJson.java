package dev.offload.lifecycle.topology;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/// What is stored, as one JSON for people to read.
final class StoredJson {
  private StoredJson() {}

  static String of(byte[] stored) {
    String task = text(StoredForm.task(stored));
    String rest = text(StoredForm.rest(stored));
    return task.isEmpty() ? rest : "{\"task\":" + task + "," + rest.substring(1);
  }

  private static String text(ByteArrayInputStream json) {
    return new String(json.readAllBytes(), StandardCharsets.UTF_8);
  }
}
