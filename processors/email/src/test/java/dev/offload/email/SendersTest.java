package dev.offload.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendersTest {
  private static final String FIXED = "Offload <offload@example.com>";

  @Test
  void mailingWithoutASenderHasTheDefaultOne() {
    assertThat(with(Map.of()).of("acme", null))
        .hasToString("Optional[\"Offload\" <offload@example.com>]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ceo@example.com",
        "Your bank <offload@example.com>",
        "offload@example.com",
        "offload@example.com.evil.org",
      })
  void byDefaultNoOtherSenderIsAllowed(String from) {
    assertThat(with(Map.of()).of("acme", from)).isEmpty();
    assertThat(with(Map.of()).of("acme", FIXED)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "acme, Anything <shop@acme.org>, true",
    "acme, SHOP@Acme.org, true",
    "acme, News <news@acme.org>, true",
    "acme, Other <news@acme.org>, false",
    "acme, x@lists.acme.org, true",
    "acme, x@evil.lists.acme.org, false",
    "acme, x@acme.org, false",
    "acme, all@example.com, false",
    "globex, all@example.com, true",
    "globex, shop@acme.org, false",
    "initech, who@ever.org, true",
  })
  void senderIsAllowedAsConfigured(String tenant, String from, boolean allowed) {
    Senders senders =
        with(
            Map.of(
                "offload.email.senders", "all@example.com",
                "offload.email.tenant-senders.acme",
                    "shop@acme.org,News <news@acme.org>,@lists.acme.org",
                "offload.email.tenant-senders.initech", "*"));

    assertThat(senders.of(tenant, from).isPresent()).isEqualTo(allowed);
  }

  private static Senders with(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    all.put("offload.email.from", FIXED);
    return new Senders(TestConfig.with(all));
  }
}
