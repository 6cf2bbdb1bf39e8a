package dev.offload.lifecycle.digest;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/// A user's digest in a [DigestWorld] where everything goes wrong that can, in any order. What
/// comes is told once, in the next mail and in order, unless that is full. A mail is never early,
/// and nothing is kept in the end.
class RandomDigestPropertyTest {
  @Property(tries = 2_000)
  void everyEventIsToldOnceAndInTime(@ForAll("choices") List<Integer> choices) {
    DigestWorld world = new DigestWorld();
    choices.forEach(world::goOn);
    world.calm();
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers()
        .between(0, 1 << 24)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases()
        .list()
        .ofMaxSize(120);
  }
}
