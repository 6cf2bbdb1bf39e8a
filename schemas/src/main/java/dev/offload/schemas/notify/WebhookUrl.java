package dev.offload.schemas.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;

/// The URL of a webhook: absolute, `http` or `https`, written as it is sent.
///
/// Both sides use the same rule, so every URL that a submission may name can be sent to. Names
/// in other scripts are kept in punycode (RFC 3490), and other characters of path and query
/// are percent-encoded (RFC 3986). A text that can be read in two ways is refused.
///
/// @param scheme `http` or `https`
/// @param host a name without a dot at its end, or an address, without brackets
/// @param isAbsolute whether the name had a dot at its end, so that no search domain is tried
/// @param port -1 for the scheme's default
/// @param pathAndQuery empty, or everything from its `/` or `?` on
public record WebhookUrl(
    String scheme, String host, boolean isAbsolute, int port, String pathAndQuery) {
  public static final int MAX_LENGTH = 2048;

  /// The outcome of reading a text.
  public sealed interface Reading {
    record Read(WebhookUrl url) implements Reading {}

    /// `rule` continues a sentence after "must".
    record Wrong(String rule) implements Reading {}
  }

  public static Reading read(String text) {
    return WebhookUrlReader.read(text);
  }

  /// Throws [IllegalArgumentException] if [#read] finds a fault. Its message does not repeat the
  /// URL, which may contain a password.
  @JsonCreator
  public static WebhookUrl of(String text) {
    return switch (read(text)) {
      case Reading.Read(WebhookUrl url) -> url;
      case Reading.Wrong(String rule) -> throw new IllegalArgumentException("url must " + rule);
    };
  }

  public boolean isSecure() {
    return scheme.equals("https");
  }

  /// The name to look up.
  public String name() {
    return isAbsolute ? host + "." : host;
  }

  public int effectivePort() {
    if (port != -1) {
      return port;
    }
    return isSecure() ? 443 : 80;
  }

  /// The target in the first line of the request.
  public String target() {
    return pathAndQuery.startsWith("/") ? pathAndQuery : "/" + pathAndQuery;
  }

  /// Scheme, host and port, without the port that is the scheme's default (RFC 6454).
  public String origin() {
    String server = host.indexOf(':') < 0 ? host : "[" + host + "]";
    boolean isUsual = effectivePort() == (isSecure() ? 443 : 80);
    return scheme + "://" + server + (isUsual ? "" : ":" + port);
  }

  public URI toUri() {
    return URI.create(toString());
  }

  @JsonValue
  @Override
  public String toString() {
    String authority = host.indexOf(':') < 0 ? name() : "[" + host + "]";
    return scheme + "://" + authority + (port == -1 ? "" : ":" + port) + pathAndQuery;
  }
}
