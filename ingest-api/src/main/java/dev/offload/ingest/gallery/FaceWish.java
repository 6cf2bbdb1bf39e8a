package dev.offload.ingest.gallery;

import dev.offload.ingest.etag.Preconditions;

/// A request to set a face, without its picture or descriptor.
///
/// @param name null for none
/// @param permission throws if the caller may not write any more. It is asked after each wait
record FaceWish(FaceKey key, String name, Preconditions conditions, Runnable permission) {}
