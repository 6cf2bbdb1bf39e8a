package dev.offload.mailsink;

import java.util.List;

/// A message as the list shows it.
///
/// @param from the sender's mailbox in the header
/// @param recipients the recipients in the envelope
/// @param task the header `X-Offload-Task`, or null
/// @param messageId the header `Message-ID`, or null
public record Message(
    long id,
    String receivedAt,
    String from,
    List<String> recipients,
    String subject,
    String task,
    String messageId,
    int size) {}
