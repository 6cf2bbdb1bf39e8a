package dev.offload.ingest.files;

import java.io.InputStream;

/// A request to upload a file. Everything but the body may be null.
record Upload(
    String name,
    String sha256,
    String contentDigest,
    String reprDigest,
    String contentType,
    String contentDisposition,
    Long contentLength,
    InputStream body) {}
