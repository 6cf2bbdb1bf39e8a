package dev.offload.lifecycle.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.Rate;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/// A limit in a [LimitWorld] where everything goes wrong that can, in any order. Every step obeys
/// the [LimitLaw]. Whatever has happened, once things calm down, each task gets its turn, all
/// units come back, and the limit is forgotten.
///
/// jqwik prints the seed and shrinks a failure to few moves; `@Property(seed = "...")` repeats it.
/// [the mutations that these tests were tried with](MUTATIONS.md) stand beside.
class RandomLimitPropertyTest {
  @Property(tries = 3_000)
  void limitIsNeverExceededAndNobodyWaitsForEver(
      @ForAll("rules") LimitRule rule, @ForAll("choices") List<Integer> choices) {
    LimitWorld world = new LimitWorld(rule);
    choices.forEach(world::goOn);
    world.calm();
    for (LimitPartition one : world.partitions()) {
      assertThat(one.line).as("wait for ever").isEmpty();
    }
    assertThat(world.kept().entry()).as("what is kept of the limit").isEmpty();
    assertThat(world.isCalm()).as("ledgers closed and records read").isTrue();
    assertThat(world.law().isShown()).as("shown for ever").isFalse();
  }

  @Provide
  Arbitrary<LimitRule> rules() {
    Rate rate = new Rate(3, Duration.ofSeconds(1), 4);
    return Arbitraries.of(
        LimitRule.atMost(1),
        LimitRule.atMost(4),
        new LimitRule(null, rate),
        new LimitRule(3, rate),
        new LimitRule(100, rate));
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
