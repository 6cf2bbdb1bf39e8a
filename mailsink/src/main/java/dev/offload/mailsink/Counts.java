package dev.offload.mailsink;

/// How much mail there is. A mail that was sent twice is two messages with one message id.
public record Counts(long messages, long messageIds, long recipients) {}
