package dev.offload.schemas.url;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;

/// A URL that users name: of a webhook, or of a source. It is absolute, `http` or `https`, and
/// written as it is sent.
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
public record OutsideUrl(
    String scheme, String host, boolean isAbsolute, int port, String pathAndQuery) {
  public static final int MAX_LENGTH = 2048;

  /// The outcome of reading a text.
  public sealed interface ParsedUrl {
    record Valid(OutsideUrl url) implements ParsedUrl {}

    /// `rule` continues a sentence after "must".
    record Wrong(String rule) implements ParsedUrl {}
  }

  public static ParsedUrl read(String text) {
    return OutsideUrlReader.read(text);
  }

  /// Throws [IllegalArgumentException] if [#read] finds a fault. Its message does not repeat the
  /// URL, which may contain a password.
  @JsonCreator
  public static OutsideUrl of(String text) {
    return switch (read(text)) {
      case ParsedUrl.Valid(OutsideUrl url) -> url;
      case ParsedUrl.Wrong(String rule) -> throw new IllegalArgumentException("url must " + rule);
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
