package dev.offload.schemas.url;

import dev.offload.schemas.url.OutsideUrl.ParsedUrl;
import java.util.Locale;

/// Parses a [OutsideUrl]. The length is checked first, and each step looks at every character once.
final class OutsideUrlReader {
  private static final int HIGHEST_PORT = 65_535;

  private OutsideUrlReader() {}

  static ParsedUrl read(String text) {
    try {
      return new ParsedUrl.Valid(url(text));
    } catch (Fault e) {
      return new ParsedUrl.Wrong(e.getMessage());
    }
  }

  private static OutsideUrl url(String text) throws Fault {
    Fault.unless(text != null, "be a text");
    Fault.unless(text.length() <= OutsideUrl.MAX_LENGTH, tooLong());
    Fault.unless(
        text.codePoints().noneMatch(OutsideUrlReader::isSpaceOrControl),
        "have no spaces or control characters: a space in a path is written %20");
    Fault.unless(text.indexOf('\\') < 0, "have no backslash");
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    Fault.unless(scheme.equals("http") || scheme.equals("https"), "begin with http:// or https://");
    String rest = text.substring(colon + 3);
    Fault.unless(rest.indexOf('#') < 0, "have no fragment: leave out # and what follows");
    int end = endOfAuthority(rest);
    String pathAndQuery = TargetWriter.encoded(rest.substring(end));
    OutsideUrl url = authority(scheme, rest.substring(0, end), pathAndQuery);
    Fault.unless(url.toString().length() <= OutsideUrl.MAX_LENGTH, tooLong());
    return url;
  }

  private static OutsideUrl authority(String scheme, String authority, String pathAndQuery)
      throws Fault {
    Fault.unless(
        authority.indexOf('@') < 0,
        "have no user name or password: there must be no @ before the host");
    int bracket = authority.lastIndexOf(']');
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    String host = colon < 0 ? authority : authority.substring(0, colon);
    Fault.unless(!host.isEmpty(), "name a host");
    int port = colon < 0 ? -1 : port(authority.substring(colon + 1));
    if (host.startsWith("[")) {
      return new OutsideUrl(scheme, HostReader.ipv6(host), false, port, pathAndQuery);
    }
    String name = HostReader.name(host);
    boolean isAbsolute = name.endsWith(".");
    return new OutsideUrl(
        scheme,
        isAbsolute ? name.substring(0, name.length() - 1) : name,
        isAbsolute,
        port,
        pathAndQuery);
  }

  private static int port(String text) throws Fault {
    if (text.isEmpty()) {
      return -1;
    }
    Fault.unless(
        text.indexOf(':') < 0, "have an IPv6 address in brackets, such as http://[2001:db8::1]/");
    boolean isNumber = text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = isNumber ? Integer.parseInt(text) : 0;
    Fault.unless(port >= 1 && port <= HIGHEST_PORT, "have a port from 1 to " + HIGHEST_PORT);
    return port;
  }

  private static int endOfAuthority(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
        return i;
      }
    }
    return rest.length();
  }

  private static boolean isSpaceOrControl(int c) {
    return Character.isISOControl(c)
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.SURROGATE;
  }

  private static String tooLong() {
    return "have at most %d characters, including those that percent-encoding adds"
        .formatted(OutsideUrl.MAX_LENGTH);
  }

  /// What is wrong with the text, as the end of a sentence that begins with "must".
  static final class Fault extends Exception {
    Fault(String rule) {
      super(rule, null, false, false);
    }

    static void unless(boolean holds, String rule) throws Fault {
      if (!holds) {
        throw new Fault(rule);
      }
    }
  }
}
