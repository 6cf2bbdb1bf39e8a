package dev.offload.ingest.auth;

import java.time.Instant;

/// A short-lived permission that a key has given away, as in a page of the tenant's own user.
///
/// @param keyId the key that gave it, with which it ends
/// @param expiresAt in whole seconds
record Token(String keyId, String tenant, Grant grant, Instant expiresAt) {}
