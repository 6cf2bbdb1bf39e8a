package dev.offload.testkit;

import java.util.List;

/// A URL with which somebody tries to have a request sent to an address inside.
///
/// @param how the trick
/// @param url `{port}` stands for the port of a listener on loopback that must see nothing
/// @param isUrl whether it is a URL that could be sent, so that only its address can be refused
public record SsrfTry(String how, String url, boolean isUrl) {
  /// A name that has these addresses in the DNS of a test.
  public record Name(String name, List<String> addresses) {}

  /// All names of [#ALL].
  public static final List<Name> NAMES =
      List.of(
          new Name("localhost", List.of("127.0.0.1", "::1")),
          new Name("private.try", List.of("127.0.0.1")),
          new Name("private6.try", List.of("::1")),
          new Name("both.try", List.of("127.0.0.1", "::1")),
          new Name("lan.try", List.of("192.168.1.1")),
          new Name("unique.try", List.of("fd00::1")),
          new Name("mapped.try", List.of("::ffff:127.0.0.1")),
          new Name("nat64.try", List.of("64:ff9b::7f00:1")),
          new Name("public-first.try", List.of("93.184.216.34", "127.0.0.1")),
          new Name("public-last.try", List.of("127.0.0.1", "93.184.216.34")),
          new Name("public6.try", List.of("93.184.216.34", "::1")),
          new Name("127.0.0.1.try", List.of("127.0.0.1")),
          new Name("metadata.google.internal", List.of("169.254.169.254")),
          new Name("xn--mnchen-3ya.try", List.of("127.0.0.1")));

  public static final List<SsrfTry> ALL =
      List.of(
          // Literal addresses.
          inside("loopback", "http://127.0.0.1:{port}/"),
          inside("loopback with TLS", "https://127.0.0.1:{port}/"),
          inside("another loopback address", "http://127.0.0.2:{port}/"),
          inside("the end of loopback", "http://127.255.255.254:{port}/"),
          inside("this host", "http://0.0.0.0:{port}/"),
          inside("this network", "http://0.1.2.3:{port}/"),
          inside("private", "http://10.0.0.1:{port}/"),
          inside("private", "http://172.16.0.1:{port}/"),
          inside("private", "http://192.168.0.1:{port}/"),
          inside("shared by carriers", "http://100.64.0.1:{port}/"),
          inside("metadata of a cloud", "http://169.254.169.254/latest/meta-data"),
          inside("metadata of a cloud, IPv6", "http://[fd00:ec2::254]/latest/meta-data"),
          inside("the host of a virtual machine", "http://168.63.129.16/machine"),
          inside("broadcast", "http://255.255.255.255:{port}/"),
          inside("multicast", "http://224.0.0.1:{port}/"),
          inside("loopback, IPv6", "http://[::1]:{port}/"),
          inside("loopback, IPv6 in full", "http://[0:0:0:0:0:0:0:1]:{port}/"),
          inside("loopback, IPv6 with zeros", "http://[0000::0001]:{port}/"),
          inside("unspecified, IPv6", "http://[::]:{port}/"),
          inside("link-local, IPv6", "http://[fe80::1]:{port}/"),
          inside("unique local, IPv6", "http://[fd00::1]:{port}/"),
          inside("site-local, IPv6", "http://[fec0::1]:{port}/"),
          inside("IPv4-mapped", "http://[::ffff:127.0.0.1]:{port}/"),
          inside("IPv4-mapped in hexadecimal", "http://[::ffff:7f00:1]:{port}/"),
          inside("IPv4-mapped in full", "http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/"),
          inside("IPv4-mapped metadata", "http://[::FFFF:A9FE:A9FE]/latest/meta-data"),
          inside("IPv4-compatible", "http://[::127.0.0.1]:{port}/"),
          inside("IPv4-translated", "http://[::ffff:0:127.0.0.1]:{port}/"),
          inside("NAT64", "http://[64:ff9b::127.0.0.1]:{port}/"),
          inside("NAT64 in hexadecimal", "http://[64:ff9b::7f00:1]:{port}/"),
          inside("NAT64, local use", "http://[64:ff9b:1::7f00:1]:{port}/"),
          inside("6to4", "http://[2002:7f00:1::]:{port}/"),
          inside("Teredo", "http://[2001:0:7f00:1::]:{port}/"),
          inside("zeros before the port", "http://127.0.0.1:00080/"),
          inside("no path", "http://127.0.0.1:{port}"),
          inside("a query instead of a path", "http://127.0.0.1:{port}?@public.example/"),
          // Names.
          inside("localhost", "http://localhost:{port}/"),
          inside("localhost in capitals", "http://LOCALHOST:{port}/"),
          inside("localhost with a dot at its end", "http://localhost.:{port}/"),
          inside("a name with a private address", "http://private.try:{port}/"),
          inside("the name with a dot at its end", "http://private.try.:{port}/"),
          inside("the name in capitals", "http://PRIVATE.TRY:{port}/"),
          inside("a name with an IPv6 address", "http://private6.try:{port}/"),
          inside("a name with both", "http://both.try:{port}/"),
          inside("a name in the local network", "http://lan.try:{port}/"),
          inside("a name with a unique local address", "http://unique.try:{port}/"),
          inside("a name with a mapped address", "http://mapped.try:{port}/"),
          inside("a name with a NAT64 address", "http://nat64.try:{port}/"),
          inside("a public address first", "http://public-first.try:{port}/"),
          inside("a public address last", "http://public-last.try:{port}/"),
          inside("a public address of the other kind", "http://public6.try:{port}/"),
          inside("a name that begins with an address", "http://127.0.0.1.try:{port}/"),
          inside(
              "the name of a metadata service",
              "http://metadata.google.internal/computeMetadata/v1/"),
          inside("a name in another script", "http://m\u00fcnchen.try:{port}/"),
          // Letters that stand for others.
          inside(
              "localhost in wide letters",
              "http://\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54:{port}/"),
          inside("digits that are wide", "http://\uff11\uff12\uff17.\uff10.\uff10.\uff11:{port}/"),
          inside("dots that are wide", "http://127\u30020\u30020\u30021:{port}/"),
          inside("digits in circles", "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460:{port}/"),
          // What is no URL that can be sent.
          malformed("two numbers", "http://127.1:{port}/"),
          malformed("three numbers", "http://127.0.1:{port}/"),
          malformed("decimal", "http://2130706433:{port}/"),
          malformed("decimal with a dot at its end", "http://2130706433.:{port}/"),
          malformed("more than 32 bits", "http://6425673729:{port}/"),
          malformed("hexadecimal", "http://0x7f000001:{port}/"),
          malformed("hexadecimal numbers", "http://0x7f.0x0.0x0.0x1:{port}/"),
          malformed("octal", "http://017700000001:{port}/"),
          malformed("octal numbers", "http://0177.0.0.01:{port}/"),
          malformed("zeros before numbers", "http://127.000.000.001:{port}/"),
          malformed("a number of 8 bits too many", "http://383.0.0.1:{port}/"),
          malformed("five numbers", "http://127.0.0.1.1:{port}/"),
          malformed("a user name", "http://public.example@127.0.0.1:{port}/"),
          malformed("a password", "http://public.example:80@127.0.0.1:{port}/"),
          malformed("a fragment", "http://127.0.0.1:{port}/#@public.example/"),
          malformed("a fragment before the path", "http://127.0.0.1:{port}#@public.example/"),
          malformed("a backslash", "http://public.example\\@127.0.0.1:{port}/"),
          malformed("backslashes", "http:\\\\127.0.0.1:{port}\\"),
          malformed("a percent-encoded digit", "http://%3127.0.0.1:{port}/"),
          malformed("a percent-encoded zero byte", "http://127.0.0.1%00.public.example:{port}/"),
          malformed("a percent-encoded dot", "http://127%2e0.0.1:{port}/"),
          malformed("a zone", "http://[::1%25lo]:{port}/"),
          malformed("a zone that is not encoded", "http://[fe80::1%eth0]:{port}/"),
          malformed("IPv6 without brackets", "http://::1:{port}/"),
          malformed("an address of the future", "http://[v1.127.0.0.1]:{port}/"),
          malformed("IPv4 in brackets", "http://[127.0.0.1]:{port}/"),
          malformed("octal in IPv6", "http://[::ffff:0177.0.0.1]:{port}/"),
          malformed("a space", "http://127.0.0.1 :{port}/"),
          malformed("a tab", "http://127.0.0.\t1:{port}/"),
          malformed("a line feed", "http://127.0.0.1:{port}/\nHost: public.example"),
          malformed("no host", "http:///127.0.0.1:{port}/"),
          malformed("no slashes", "http:127.0.0.1:{port}/"),
          malformed("no scheme", "//127.0.0.1:{port}/"),
          malformed("two ports", "http://127.0.0.1:{port}:80/"),
          malformed("a file", "file:///etc/passwd"),
          malformed("Gopher", "gopher://127.0.0.1:{port}/_POST"),
          malformed("FTP", "ftp://127.0.0.1:{port}/"),
          malformed("a jar", "jar:http://127.0.0.1:{port}/a.jar!/b"));

  private static SsrfTry inside(String how, String url) {
    return new SsrfTry(how, url, true);
  }

  private static SsrfTry malformed(String how, String url) {
    return new SsrfTry(how, url, false);
  }

  /// The URL with the port of a listener.
  public String url(int port) {
    return url.replace("{port}", Integer.toString(port));
  }

  @Override
  public String toString() {
    return how + " " + url;
  }
}
