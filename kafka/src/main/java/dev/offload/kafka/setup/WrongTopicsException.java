package dev.offload.kafka.setup;

import java.util.List;
import java.util.stream.Collectors;

/// Some topics are not as Offload needs them. The message says what to do about each.
public final class WrongTopicsException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient List<TopicFault> faults;

  WrongTopicsException(List<TopicFault> faults) {
    super(faults.stream().map(TopicFault::advice).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  public List<TopicFault> faults() {
    return faults;
  }
}
