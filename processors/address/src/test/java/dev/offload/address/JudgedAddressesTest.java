package dev.offload.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class JudgedAddressesTest {
  private final JudgedAddresses names = new JudgedAddresses();

  @Test
  void everyNameLeadsToTheJudgedAddresses() throws UnknownHostException {
    InetAddress judged = InetAddress.getByName("1.1.1.1");

    List<InetAddress[]> found =
        JudgedAddresses.whileConnectingTo(
            List.of(judged),
            () -> List.of(names.resolve("other.example"), names.resolve("127.0.0.1")));

    assertThat(found).allSatisfy(addresses -> assertThat(addresses).containsExactly(judged));
  }

  @Test
  void connectionWithoutJudgedAddressesFails() {
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> names.resolve("any.example"));
  }
}
