package dev.offload.schemas.work;

/// What one entry of the lifecycle tells another, or the notifier a digest: a value of
/// `offload.coordination`.
public sealed interface Coordination
    permits ChildEnded,
        LimitUse,
        LimitGrant,
        GroupCount,
        DebounceAsked,
        DebounceSettled,
        FormerAsked,
        FormerEnded,
        DigestNews {
  /// The key of its record, which says who is told.
  String key();
}
