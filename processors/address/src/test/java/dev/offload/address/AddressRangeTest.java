package dev.offload.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "::1/128, ::1, true",
    "fc00::/7, fdff::1, true",
    "fc00::/7, fe00::1, false",
    "10.0.0.0/8, ::1, false",
    "0.0.0.0/0, ::1, false",
  })
  void rangeContainsTheAddressesInIt(String range, String address, boolean contained)
      throws UnknownHostException {
    assertThat(AddressRange.of(range).contains(InetAddress.getByName(address)))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "10.*.*.*",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "localhost",
        "10.0.0.0-9",
        "/8",
        "8"
      })
  void onlyAddressesAndWholeBlocksAreRanges(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.of(text))
        .withMessage(
            "address range must be an IP address or a CIDR block such as 10.0.0.0/8, was " + text);
  }
}
