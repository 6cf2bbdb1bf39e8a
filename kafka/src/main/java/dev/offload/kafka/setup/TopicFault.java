package dev.offload.kafka.setup;

/// Something about a topic that is not as Offload needs it; `advice` says what, why that matters
/// and what to do.
public record TopicFault(String topic, Kind kind, String advice) {
  public enum Kind {
    /// It has another count of partitions.
    PARTITIONS,
    /// It keeps fewer copies, or counts a record as written with fewer than it should.
    COPIES,
    /// It takes no records as large as they may be.
    SIZE,
    /// It deletes what is still wanted, or keeps what is not.
    CLEANUP
  }
}
