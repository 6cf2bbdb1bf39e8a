package dev.offload.e2e.process;

import java.net.URI;

/// An Offload that runs somewhere, as a client sees it.
///
/// @param managementUrl where it tells of its health and its figures; null: out of reach
/// @param webhookSecret what signs webhooks to the key's tenant
/// @param mailUrl of its mail sink; null: it has none
public record Installation(
    URI url, URI managementUrl, String apiKey, String webhookSecret, URI mailUrl) {
  public Installation withMail(URI newMailUrl) {
    return new Installation(url, managementUrl, apiKey, webhookSecret, newMailUrl);
  }
}
