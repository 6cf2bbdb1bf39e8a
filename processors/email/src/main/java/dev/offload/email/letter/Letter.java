package dev.offload.email.letter;

/// What one recipient gets to read; of the two parts one may be null.
public record Letter(String subject, String text, String html) {}
