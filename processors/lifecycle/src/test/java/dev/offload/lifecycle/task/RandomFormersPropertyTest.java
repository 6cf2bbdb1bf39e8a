package dev.offload.lifecycle.task;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/// Tasks that wait for others in a [FormersWorld] where everything goes wrong that can, in any
/// order. None starts before all that it waits for have succeeded, each attempt starts once with
/// what those gave, and none waits for ever.
class RandomFormersPropertyTest {
  @Property(tries = 3_000)
  void taskStartsOnceAfterAllOthersOrEndsWithAReason(
      @ForAll int shape, @ForAll("choices") List<Integer> choices) {
    FormersWorld world = new FormersWorld(shape & Integer.MAX_VALUE);
    choices.forEach(world::goOn);
    world.calm();
    world.checkTheEnd();
    world.runAllAgain();
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers()
        .between(0, 1 << 24)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases()
        .list()
        .ofMaxSize(200);
  }
}
