package dev.offload.ingest.gallery;

import dev.offload.ingest.etag.Preconditions;

/// What a request wants of a face, apart from how it is recognised.
///
/// @param name null for none
/// @param permission throws if the caller may not write any more. It is asked after each wait
record FaceWish(FaceKey key, String name, Preconditions conditions, Runnable permission) {}
