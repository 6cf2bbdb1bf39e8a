package dev.offload.e2e.process;

import java.net.URI;

/// The first line that standalone prints when it is ready.
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
