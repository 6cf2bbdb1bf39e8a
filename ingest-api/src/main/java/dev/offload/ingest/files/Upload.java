package dev.offload.ingest.files;

import java.io.InputStream;

/// A request to take a file, as it came in; all but the body may be null.
record Upload(
    String name,
    String sha256,
    String contentDigest,
    String contentType,
    Long contentLength,
    InputStream body) {}
