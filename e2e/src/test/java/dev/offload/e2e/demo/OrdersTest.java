package dev.offload.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private final Orders orders = Orders.make();

  @Test
  void fileIsTheSameOnEveryRun() {
    assertThat(orders.csv()).isEqualTo(Orders.make().csv());
  }

  @Test
  void everyOrderIsCountedOnce() {
    assertThat(new String(orders.csv(), StandardCharsets.UTF_8).lines()).hasSize(Orders.ROWS + 1);
    assertThat(orders.expectedRows().stream().mapToLong(row -> Long.parseLong(row.get(1))).sum())
        .isEqualTo(Orders.ROWS);
  }

  @Test
  void rowsAreInTheReportsOrder() {
    List<String> regions = orders.expectedRows().stream().map(List::getFirst).toList();

    assertThat(regions).isSorted().doesNotHaveDuplicates();
  }
}
