package dev.offload.email.letter;

/// What one recipient gets to read. One of the two parts may be null.
public record Letter(String subject, String text, String html) {}
