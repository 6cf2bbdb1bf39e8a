package dev.offload.e2e.process;

import java.net.URI;

/// What standalone prints on its first line once it is ready.
public record ReadyLine(
    URI url,
    URI managementUrl,
    String apiKey,
    String webhookSecret,
    URI mailUrl,
    int smtpPort,
    String dataDir,
    long pid,
    String bootstrapServers) {
  public Installation installation() {
    return new Installation(url, managementUrl, apiKey, webhookSecret, mailUrl);
  }
}
