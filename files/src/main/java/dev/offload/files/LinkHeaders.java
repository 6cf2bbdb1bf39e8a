package dev.offload.files;

/// The headers with which a browser gets a file through a link.
///
/// @param contentType the media type
/// @param contentDisposition whether to show or save the file, and its name
public record LinkHeaders(String contentType, String contentDisposition) {}
