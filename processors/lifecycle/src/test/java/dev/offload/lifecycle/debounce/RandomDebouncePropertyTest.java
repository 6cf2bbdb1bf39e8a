package dev.offload.lifecycle.debounce;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/// A debounce key in a [DebounceWorld] where everything goes wrong that can, in any order. A
/// task is let go only when its series has ended and no later one is known. A replaced one names a
/// later one, none is lost, and the last one runs.
///
/// [The mutations that this was tried with](MUTATIONS.md) stand beside.
class RandomDebouncePropertyTest {
  @Property(tries = 3_000)
  void lastTaskOfEachSeriesRunsAndNoneIsLost(@ForAll("choices") List<Integer> choices) {
    DebounceWorld world = new DebounceWorld();
    choices.forEach(world::goOn);
    world.calm();
    world.checkTheEnd();
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers()
        .between(0, 1 << 24)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases()
        .list()
        .ofMaxSize(150);
  }
}
