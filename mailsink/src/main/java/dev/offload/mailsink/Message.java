package dev.offload.mailsink;

import java.util.List;

/// A message as the list shows it.
///
/// @param from the sender's mailbox as its header has it
/// @param recipients those of the envelope
/// @param task what its header `X-Offload-Task` says; null: it has none
/// @param messageId null: it has none
public record Message(
    long id,
    String receivedAt,
    String from,
    List<String> recipients,
    String subject,
    String task,
    String messageId,
    int size) {}
