package dev.offload.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private final AddressGuard guard = new AddressGuard(List.of());

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0/8",
    "0.1.2.3, 0.0.0.0/8",
    "10.0.0.1, 10.0.0.0/8",
    "100.64.0.1, 100.64.0.0/10",
    "100.127.255.255, 100.64.0.0/10",
    "127.0.0.1, 127.0.0.0/8",
    "127.1, 127.0.0.0/8",
    "2130706433, 127.0.0.0/8",
    "::ffff:127.0.0.1, 127.0.0.0/8",
    "::ffff:7f00:1, 127.0.0.0/8",
    "168.63.129.16, 168.63.129.16/32",
    "169.254.169.254, 169.254.0.0/16",
    "::ffff:169.254.169.254, 169.254.0.0/16",
    "172.16.0.1, 172.16.0.0/12",
    "172.31.255.255, 172.16.0.0/12",
    "192.0.0.8, 192.0.0.0/24",
    "192.0.2.1, 192.0.2.0/24",
    "192.88.99.1, 192.88.99.0/24",
    "192.168.1.1, 192.168.0.0/16",
    "198.18.0.1, 198.18.0.0/15",
    "198.19.255.255, 198.18.0.0/15",
    "198.51.100.1, 198.51.100.0/24",
    "203.0.113.1, 203.0.113.0/24",
    "224.0.0.1, 224.0.0.0/4",
    "240.0.0.1, 240.0.0.0/4",
    "255.255.255.255, 240.0.0.0/4",
    "::, ::/128",
    "::1, ::1/128",
    "::127.0.0.1, ::/96",
    "64:ff9b::7f00:1, 64:ff9b::/96",
    "64:ff9b:1::1, 64:ff9b:1::/48",
    "64:ff9c::1, ::/3",
    "::ffff:0:127.0.0.1, ::ffff:0:0:0/96",
    "100::1, 100::/64",
    "100:0:0:1::1, ::/3",
    "200::1, ::/3",
    "1fff:ffff::1, ::/3",
    "2001::1, 2001::/32",
    "2001:2::1, 2001::/23",
    "2001:10::1, 2001::/23",
    "2001:1ff:ffff::1, 2001::/23",
    "2001:db8::1, 2001:db8::/32",
    "2002:7f00:1::, 2002::/16",
    "3fff::1, 3fff::/20",
    "4000::1, 4000::/2",
    "5f00::1, 5f00::/16",
    "8000::1, 8000::/1",
    "e000::1, 8000::/1",
    "fc00::1, fc00::/7",
    "fd12:3456::1, fc00::/7",
    "fe80::1, fe80::/10",
    "febf::1, fe80::/10",
    "fec0::1, fec0::/10",
    "ff02::1, ff00::/8",
  })
  void specialPurposeAddressIsRefusedByItsRule(String literal, String range)
      throws UnknownHostException {
    assertThat(guard.refusal(address(literal)))
        .hasValueSatisfying(rule -> assertThat(rule.range()).hasToString(range));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "168.63.129.15",
        "168.63.129.17",
        "2000::1",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2003::1",
        "3ffe:ffff::1"
      })
  void publicAddressIsAllowed(String literal) throws UnknownHostException {
    assertThat(guard.refusal(address(literal))).isEmpty();
  }

  @Test
  void mappedAddressThatWasNotUnwrappedYetIsJudgedAsIpv4() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 10;

    Inet6Address address = Inet6Address.getByAddress("host", mapped, -1);

    assertThat(guard.refusal(address)).map(AddressRule::toString).hasValue("10.0.0.0/8 (private)");
  }

  @Test
  void nothingBesideAnAllowedRangeIsAllowed() throws UnknownHostException {
    AddressGuard lenient =
        new AddressGuard(List.of(AddressRange.of("127.0.0.0/8"), AddressRange.of("::1/128")));

    assertThat(lenient.refusal(address("127.0.0.1"))).isEmpty();
    assertThat(lenient.refusal(address("::ffff:127.0.0.1"))).isEmpty();
    assertThat(lenient.refusal(address("::1"))).isEmpty();
    assertThat(lenient.refusal(address("10.0.0.1"))).isPresent();
    assertThat(lenient.refusal(address("::2"))).isPresent();
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }
}
