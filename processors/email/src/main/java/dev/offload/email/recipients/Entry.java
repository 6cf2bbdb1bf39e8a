package dev.offload.email.recipients;

/// One entry of a mailing's list.
public sealed interface Entry {
  record Valid(Recipient recipient) implements Entry {}

  /// An entry that no mail can be sent to, and why.
  record Invalid(int index, String reason) implements Entry {}
}
