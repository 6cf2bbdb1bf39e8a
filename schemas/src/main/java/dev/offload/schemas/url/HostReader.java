package dev.offload.schemas.url;

import dev.offload.schemas.url.OutsideUrlReader.Fault;
import java.net.IDN;
import java.net.Inet6Address;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads the host of a URL: a name in any script, or an address.
final class HostReader {
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;

  /// Letters that the versions of IDNA read in different ways. A URL with one of them would
  /// lead to different hosts here and in a browser.
  private static final String DISPUTED = "ß\u1e9eς\u200c\u200d";

  /// Names that resolvers accept. RFC 1123 does not allow underscores, but they are in use.
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?");

  /// A text that a resolver would read as part of an address: decimal, octal or hexadecimal.
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  private static final Pattern BYTE = Pattern.compile("25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9]");

  private static final String FOUR_NUMBERS =
      "have an IPv4 address as four decimal numbers from 0 to 255";

  private HostReader() {}

  /// The address between the brackets of `host`, in hexadecimal groups only. Many servers
  /// refuse an address with an IPv4 address at its end in `Host`.
  static String ipv6(String host) throws Fault {
    Fault.unless(host.indexOf('%') < 0, "have an IPv6 address without a zone");
    String address = host.substring(1).toLowerCase(Locale.ROOT);
    int end = address.length() - 1;
    Fault.unless(
        address.indexOf(']') == end && end > 0 && isIpv6(address.substring(0, end)),
        "have a valid IPv6 address between brackets");
    return inGroups(address.substring(0, end));
  }

  private static String inGroups(String address) throws Fault {
    if (address.indexOf('.') < 0) {
      return address;
    }
    int begin = address.lastIndexOf(':') + 1;
    String[] labels = address.substring(begin).split("[.]", -1);
    Fault.unless(isIpv4(labels), FOUR_NUMBERS);
    int[] bytes = Arrays.stream(labels).mapToInt(Integer::parseInt).toArray();
    return "%s%x:%x"
        .formatted(address.substring(0, begin), bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3]);
  }

  private static boolean isIpv6(String address) {
    try {
      Inet6Address.ofLiteral(address);
      return address.indexOf('[') < 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// The name or IPv4 address `host` in lower-case ASCII letters. A dot at its end is kept.
  static String name(String host) throws Fault {
    String name = ascii(host).toLowerCase(Locale.ROOT);
    String[] labels = name.split("[.]", -1);
    int count = labels[labels.length - 1].isEmpty() ? labels.length - 1 : labels.length;
    Fault.unless(count >= 1 && name.length() <= MAX_NAME, lettersOnly());
    for (int i = 0; i < count; i++) {
      Fault.unless(
          labels[i].length() <= MAX_LABEL && LABEL.matcher(labels[i]).matches(), lettersOnly());
    }
    if (NUMBER.matcher(labels[count - 1]).matches()) {
      Fault.unless(isIpv4(labels), FOUR_NUMBERS);
    }
    return name;
  }

  private static String ascii(String host) throws Fault {
    if (host.chars().allMatch(c -> c < 0x80)) {
      return host;
    }
    Fault.unless(
        host.chars().noneMatch(c -> DISPUTED.indexOf(c) >= 0),
        "have the host in punycode (xn--…): its letters are read in more than one way");
    try {
      return IDN.toASCII(host);
    } catch (IllegalArgumentException _) {
      throw new Fault("have a host that is a valid international name, or its punycode (xn--…)");
    }
  }

  private static boolean isIpv4(String[] labels) {
    boolean areBytes = labels.length == 4;
    for (String label : labels) {
      areBytes &= BYTE.matcher(label).matches();
    }
    return areBytes;
  }

  private static String lettersOnly() {
    return "have a host of letters, digits, hyphens and underscores, in parts of 1 to %d between dots, with no hyphen at the end of a part"
        .formatted(MAX_LABEL);
  }
}
