package dev.offload.ingest.body;

import java.util.Map;
import java.util.Optional;

/// What the members of an object say, as far as they could be read.
public final class Given {

  /// By the member's name. Empty if it is wrong.
  private final Map<String, Optional<?>> sent;

  Given(Map<String, Optional<?>> sent) {
    this.sent = sent;
  }

  /// Whether the member was sent, right or wrong.
  public boolean has(Member<?> member) {
    return sent.containsKey(member.name());
  }

  /// Empty if the member was not sent, or is wrong.
  @SuppressWarnings("unchecked") // The member's own kind has read it.
  public <T> Optional<T> get(Member<T> member) {
    return (Optional<T>) sent.getOrDefault(member.name(), Optional.empty());
  }
}
