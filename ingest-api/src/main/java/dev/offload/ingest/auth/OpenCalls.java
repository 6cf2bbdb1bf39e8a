package dev.offload.ingest.auth;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The requests that this replica is answering, by their key. Each replica learns of a deleted key
/// from the topic and ends what is still open with it: streams, waits, batches, uploads and
/// downloads.
@Singleton
final class OpenCalls {
  private final ConcurrentHashMap<String, Set<OpenCall>> ofKey = new ConcurrentHashMap<>();

  void open(String keyId, OpenCall call) {
    ofKey.compute(
        keyId,
        (_, calls) -> {
          Set<OpenCall> joined = calls == null ? ConcurrentHashMap.newKeySet() : calls;
          joined.add(call);
          return joined;
        });
  }

  void close(String keyId, OpenCall call) {
    ofKey.computeIfPresent(
        keyId,
        (_, calls) -> {
          calls.remove(call);
          return calls.isEmpty() ? null : calls;
        });
  }

  void revoke(String keyId) {
    of(keyId).forEach(OpenCall::revoke);
  }

  /// The open requests of one key.
  Set<OpenCall> of(String keyId) {
    return Set.copyOf(ofKey.getOrDefault(keyId, Set.of()));
  }
}
