package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.testkit.TestConfig;
import dev.offload.testkit.TestTls;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverClientsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ReceiverClients clients =
      new ReceiverClients(
          TestConfig.of(WebhookConfig.class, Map.of()), SSLContexts.createDefault(), nanos::get);

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void eachTenantAndIdentityHasAClient() {
    ReceiverClient own = used("acme", identity(1));

    assertThat(used("acme", identity(1))).isSameAs(own);
    assertThat(used("acme", identity(2))).isNotSameAs(own);
    assertThat(used("shop", identity(1))).isNotSameAs(own);
    assertThat(used("acme", TlsIdentity.NONE)).isSameAs(used("shop", TlsIdentity.NONE));
    assertThat(clients.identities()).isEqualTo(3);
  }

  @Test
  void identityThatATenantHasNotUsedForLongestMakesRoom() {
    ReceiverClient others = used("shop", identity(0));
    ReceiverClient first = used("acme", identity(0));
    ReceiverClient second = used("acme", identity(1));
    for (int i = 2; i < ReceiverClients.MOST_OF_A_TENANT; i++) {
      used("acme", identity(i));
    }
    used("acme", identity(0));

    used("acme", identity(ReceiverClients.MOST_OF_A_TENANT));

    assertThat(clients.identities()).isEqualTo(1 + ReceiverClients.MOST_OF_A_TENANT);
    assertThat(used("acme", identity(0))).isSameAs(first);
    assertThat(used("shop", identity(0))).isSameAs(others);
    assertThat(used("acme", identity(1))).isNotSameAs(second);
  }

  @Test
  void allTenantsTogetherHaveABound() {
    for (int i = 0; i < ReceiverClients.MOST + 5; i++) {
      used("tenant-" + i, identity(i));
    }

    assertThat(clients.identities()).isEqualTo(ReceiverClients.MOST);
  }

  @Test
  void evictedClientStaysOpenWhileItIsUsed() {
    ReceiverClient first = clients.borrow("acme", identity(0));
    for (int i = 1; i <= ReceiverClients.MOST_OF_A_TENANT; i++) {
      used("acme", identity(i));
    }

    assertThat(first.isClosed()).isFalse();
    first.giveBack();
    assertThat(first.isClosed()).isTrue();
  }

  @Test
  void identityThatIsNotUsedIsForgottenAndItsClientClosed() {
    ReceiverClient unused = used("acme", identity(0));
    ReceiverClient inUse = clients.borrow("acme", identity(1));

    nanos.addAndGet(ReceiverClients.LONGEST_UNUSED.toNanos() - 1);
    clients.closeIdle();
    assertThat(clients.identities()).isEqualTo(2);
    nanos.incrementAndGet();
    clients.closeIdle();

    assertThat(unused.isClosed()).isTrue();
    assertThat(inUse.isClosed()).isFalse();
    assertThat(clients.identities()).isEqualTo(1);
  }

  private ReceiverClient used(String tenant, TlsIdentity identity) {
    ReceiverClient client = clients.borrow(tenant, identity);
    client.giveBack();
    return client;
  }

  /// As many blank lines make it another text.
  private static TlsIdentity identity(int number) {
    return new TlsIdentity(
        Optional.empty(), Optional.of(TestTls.certificate("ca") + "\n".repeat(number)));
  }
}
