package dev.offload.address;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.schemas.Require;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;

/// An HTTP proxy that connections go through.
///
/// @param authorization what is sent as `Proxy-Authorization`
public record ForwardProxy(String host, int port, Optional<String> authorization) {
  private static final String RULE =
      "a proxy must be http://, a host, a colon and a port, and nothing else";

  /// @throws IllegalArgumentException if the text is not the address of a proxy
  public static ForwardProxy parse(String text) {
    URI uri;
    try {
      uri = URI.create(text.strip());
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(RULE);
    }
    boolean isRight =
        "http".equals(uri.getScheme())
            && uri.getHost() != null
            && uri.getPort() > 0
            && uri.getPort() <= 65_535
            && uri.getRawUserInfo() == null
            && ("".equals(uri.getRawPath()) || "/".equals(uri.getRawPath()))
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!isRight) {
      throw new IllegalArgumentException(RULE);
    }
    return new ForwardProxy(bare(uri.getHost()), uri.getPort(), Optional.empty());
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /// The proxy of these settings, with its credentials.
  ///
  /// @param prefix of the settings' names, for the message
  /// @throws IllegalArgumentException if there are credentials and no proxy
  public static Optional<ForwardProxy> of(OutsideConfig config, String prefix) {
    Require.that(
        config.proxy().isPresent() || config.proxyCredentials().isEmpty(),
        prefix + ".proxy",
        "be set if %s.proxy-credentials is".formatted(prefix),
        "not set");
    return config.proxy().map(proxy -> proxy.with(config.proxyCredentials()));
  }

  /// The same proxy with credentials, written as `name:password` (RFC 7617).
  public ForwardProxy with(Optional<String> credentials) {
    return new ForwardProxy(
        host,
        port,
        credentials.map(
            text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8))));
  }

  /// Without the credentials, since records are easily logged.
  @Override
  public String toString() {
    return "ForwardProxy[]";
  }
}
