package dev.offload.kafka.setup;

/// Something about a topic that is not as Offload needs it. `advice` says what it is, why it
/// matters and what to do.
public record TopicFault(String topic, Kind kind, String advice) {
  public enum Kind {
    /// It has the wrong number of partitions.
    PARTITIONS,
    /// It keeps too few copies, or counts a record as written with too few.
    COPIES,
    /// It does not take records of the largest size.
    SIZE,
    /// It deletes what is still needed, or keeps what is not.
    CLEANUP
  }
}
