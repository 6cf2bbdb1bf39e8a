package dev.offload.schemas.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.schemas.url.OutsideUrlReader.Fault;
import java.util.HexFormat;

/// Writes path and query as a request needs them. Characters that RFC 3986 does not allow
/// there are percent-encoded as UTF-8. What is already encoded stays as it is.
final class TargetWriter {
  private static final String PERMITTED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private TargetWriter() {}

  static String encoded(String target) throws Fault {
    StringBuilder written = new StringBuilder(target.length());
    for (byte one : target.getBytes(UTF_8)) {
      if (PERMITTED.indexOf(one) >= 0) {
        written.append((char) one);
      } else {
        written.append('%').append(HEX.toHexDigits(one));
      }
    }
    Fault.unless(
        escapesAreWhole(target),
        "have two hexadecimal digits after each %: the sign itself is written %25");
    return written.toString();
  }

  private static boolean escapesAreWhole(String target) {
    for (int i = target.indexOf('%'); i >= 0; i = target.indexOf('%', i + 1)) {
      if (i + 2 >= target.length()
          || !HexFormat.isHexDigit(target.charAt(i + 1))
          || !HexFormat.isHexDigit(target.charAt(i + 2))) {
        return false;
      }
    }
    return true;
  }
}
