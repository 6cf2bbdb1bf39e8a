package dev.offload.e2e.process;

import java.net.URI;

/// An Offload that runs somewhere, as a client sees it.
///
/// @param webhookSecret what signs webhooks to the key's tenant
public record Installation(URI url, String apiKey, String webhookSecret) {}
