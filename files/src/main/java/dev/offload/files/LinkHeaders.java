package dev.offload.files;

/// What a browser is told about a file that it gets through a link.
///
/// @param contentType the media type
/// @param contentDisposition what to do with it, and its name
public record LinkHeaders(String contentType, String contentDisposition) {}
