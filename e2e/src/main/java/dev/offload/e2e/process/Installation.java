package dev.offload.e2e.process;

import java.net.URI;

/// A running Offload, as a client sees it.
///
/// @param managementUrl the address of its health and metrics; null if it can't be reached
/// @param webhookSecret the secret that signs webhooks to the key's tenant
/// @param mailUrl the address of its mail sink, or null
public record Installation(
    URI url, URI managementUrl, String apiKey, String webhookSecret, URI mailUrl) {
  public Installation withMail(URI newMailUrl) {
    return new Installation(url, managementUrl, apiKey, webhookSecret, newMailUrl);
  }
}
