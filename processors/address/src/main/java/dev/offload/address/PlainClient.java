package dev.offload.address;

import java.time.Duration;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.util.Timeout;

/// An HTTP client that sends one request and does nothing by itself: it follows no redirect, tries
/// nothing again, keeps no cookie and no credentials, and decompresses nothing.
public final class PlainClient {
  private PlainClient() {}

  /// @param forConnection how long a request waits for a connection
  /// @param forAnswer how long it waits for the answer
  public static HttpClientBuilder through(
      HttpClientConnectionManager connections, Duration forConnection, Duration forAnswer) {
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(forConnection))
                .setResponseTimeout(Timeout.of(forAnswer))
                .setProtocolUpgradeEnabled(false)
                .build())
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableConnectionState()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling();
  }
}
