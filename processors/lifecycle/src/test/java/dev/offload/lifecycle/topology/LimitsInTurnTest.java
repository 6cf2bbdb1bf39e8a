package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsInTurnTest {
  private final LimitsInTurn inTurn = new LimitsInTurn();

  @Test
  void tenantsAndOperatorsTakeTurns() {
    List<LimitScope> acme = List.of(key("acme", 1), key("acme", 2), key("acme", 3));
    LimitScope globex = key("globex", 1);
    LimitScope tenant = new OfTenant("acme");
    LimitScope queue = new OfQueue("image");
    acme.forEach(inTurn::add);
    inTurn.add(globex);
    inTurn.add(tenant);
    inTurn.add(queue);

    assertThat(inTurn.next(3)).containsExactly(acme.get(0), globex, tenant);
    assertThat(inTurn.next(10)).containsExactly(acme.get(1), queue, acme.get(2));
    assertThat(inTurn.isEmpty()).isTrue();
  }

  @Test
  void limitThatIsAddedTwiceKeepsItsPlace() {
    inTurn.add(key("acme", 1));
    inTurn.add(key("acme", 2));
    inTurn.add(key("acme", 1));

    assertThat(inTurn.next(10)).containsExactly(key("acme", 1), key("acme", 2));
  }

  @Test
  void limitCanBeTakenOut() {
    inTurn.add(key("acme", 1));

    assertThat(inTurn.remove(key("acme", 2))).isFalse();
    assertThat(inTurn.remove(key("globex", 1))).isFalse();
    assertThat(inTurn.remove(key("acme", 1))).isTrue();
    assertThat(inTurn.isEmpty()).isTrue();
    assertThat(inTurn.next(1)).isEmpty();
  }

  private static LimitScope key(String tenant, int number) {
    return new OfKey(tenant, "k" + number);
  }
}
