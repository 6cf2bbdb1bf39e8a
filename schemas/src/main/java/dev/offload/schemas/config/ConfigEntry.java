package dev.offload.schemas.config;

/// Something that users change at run time: a value of `offload.config`, keyed by its kind and what
/// names it within the kind.
public sealed interface ConfigEntry
    permits ApiKey,
        Schedule,
        Limit,
        Endpoint,
        EndpointGone,
        EndpointFailing,
        EndpointConsent,
        UserPreferences,
        GalleryFace,
        FaceReading {
  String key();
}
