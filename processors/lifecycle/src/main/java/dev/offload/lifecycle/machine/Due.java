package dev.offload.lifecycle.machine;

/// What a deadline is for in a machine that has deadlines of one kind only.
public enum Due {
  /// The machine looks at the entry, and what is due happens.
  LOOK
}
