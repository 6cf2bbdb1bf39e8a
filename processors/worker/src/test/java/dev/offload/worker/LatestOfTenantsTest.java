package dev.offload.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatestOfTenantsTest {
  private final LatestOfTenants<Integer, String> memory = new LatestOfTenants<>(100);

  @Test
  void tenantAloneKeepsWhatItUsedLast() {
    fill("acme", 100);
    assertThat(memory.find("acme", 0)).hasValue("0");

    memory.put("acme", 100, "100");

    assertThat(memory.find("acme", 0)).as("it was used since").hasValue("0");
    assertThat(memory.find("acme", 1)).isEmpty();
    assertThat(memory.size()).isEqualTo(100);
    assertThat(memory.values()).hasSize(100);
  }

  @Test
  void tenantWithManyMakesNobodyElseForget() {
    fill("acme", 10);
    fill("globex", 40);

    fill("mallory", 100_000);

    assertThat(known("acme", 10)).isEqualTo(10);
    assertThat(known("globex", 40)).as("more than a third").isBetween(33L, 40L);
    assertThat(memory.size()).isEqualTo(100);
    assertThat(memory.find("mallory", 99_999)).isPresent();
  }

  @Test
  void lateTenantGetsItsShareOfThatWithMany() {
    fill("mallory", 100_000);

    fill("acme", 50);

    assertThat(known("acme", 50)).isEqualTo(50);
    assertThat(memory.size()).isEqualTo(100);
  }

  @Test
  void thereMayBeMoreTenantsThanRoom() {
    for (int i = 0; i < 1000; i++) {
      memory.put("tenant-" + i, 1, "one");
      assertThat(memory.find("tenant-" + i, 1)).isPresent();
    }
    assertThat(memory.size()).isEqualTo(100);
  }

  @Test
  void whatIsRemovedLeavesRoom() {
    fill("acme", 100);

    memory.remove("acme", 7);
    memory.remove("acme", 7);
    memory.remove("globex", 7);

    assertThat(memory.size()).isEqualTo(99);
    memory.put("acme", 100, "100");
    assertThat(memory.find("acme", 0)).hasValue("0");
  }

  @Test
  void entryThatIsPutAgainIsNotCountedTwice() {
    memory.put("acme", 1, "one");
    memory.put("acme", 1, "two");

    assertThat(memory.find("acme", 1)).hasValue("two");
    assertThat(memory.size()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> new LatestOfTenants<>(0));
  }

  private void fill(String tenant, int count) {
    IntStream.range(0, count).forEach(i -> memory.put(tenant, i, Integer.toString(i)));
  }

  private long known(String tenant, int count) {
    return IntStream.range(0, count).filter(i -> memory.find(tenant, i).isPresent()).count();
  }
}
