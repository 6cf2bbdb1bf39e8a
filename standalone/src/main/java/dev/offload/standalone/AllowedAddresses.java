package dev.offload.standalone;

import org.eclipse.microprofile.config.Config;

/// Which addresses off the public internet may be connected to for users.
///
/// @param webhooks ranges that webhooks may go to
/// @param sources ranges that sources may be fetched from; whoever submits a task gets to read what
///     is there
record AllowedAddresses(String webhooks, String sources) {
  static final String WEBHOOKS = "offload.webhook.allowed-addresses";
  static final String SOURCES = "offload.fetch.allowed-addresses";

  static AllowedAddresses of(Config config) {
    return new AllowedAddresses(ranges(config, WEBHOOKS), ranges(config, SOURCES));
  }

  private static String ranges(Config config, String setting) {
    return config.getOptionalValue(setting, String.class).orElse("");
  }

  /// The allowed addresses in words.
  static String said(String ranges) {
    return ranges.isEmpty() ? "the internet only" : "the internet and " + ranges;
  }
}
