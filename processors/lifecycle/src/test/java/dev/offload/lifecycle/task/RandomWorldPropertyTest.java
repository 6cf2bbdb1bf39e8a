package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Trigger;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/// Tasks in a [World] where everything goes wrong that can, in any order. Every step obeys the
/// [Law], and the units of limits that are in use are those that the task has ([WorldUnits]).
/// Whatever has happened, once things calm down, the task ends, once for each time it was submitted
/// or replayed, and is forgotten.
///
/// jqwik prints the seed and shrinks a failure to few moves; `@Property(seed = "...")` repeats it.
/// [the mutations that these tests were tried with](MUTATIONS.md) stand beside.
class RandomWorldPropertyTest {
  private static final int WEIGHT = 3;

  /// How a task is submitted: the topic of its first attempt, when it is due, who submits it, and
  /// when it expires.
  enum Kind {
    DIRECT(QueueTopic.DIRECT, Duration.ZERO, Origin.CLIENT),
    DECIDED(QueueTopic.WORK, Duration.ZERO, Origin.CLIENT),
    DELAYED(QueueTopic.WORK, Duration.ofSeconds(20), Origin.CLIENT),
    CHILD(QueueTopic.WORK, Duration.ZERO, Origin.SYSTEM),
    EXPIRING(QueueTopic.DIRECT, Duration.ZERO, Origin.CLIENT, Duration.ofSeconds(40)),
    EXPIRING_DELAYED(
        QueueTopic.WORK, Duration.ofSeconds(20), Origin.CLIENT, Duration.ofSeconds(60));

    private final QueueTopic topic;
    private final Duration delay;
    private final Origin origin;
    private final Duration lifetime;

    Kind(QueueTopic topic, Duration delay, Origin origin) {
      this(topic, delay, origin, null);
    }

    Kind(QueueTopic topic, Duration delay, Origin origin, Duration lifetime) {
      this.topic = topic;
      this.delay = delay;
      this.origin = origin;
      this.lifetime = lifetime;
    }

    /// @param limited whether there can be limits of it
    World world(boolean limited) {
      SubmitTask task =
          Fixtures.task(Life.START, Life.START.plus(delay), origin, Fixtures.json("input"));
      task = limited ? Fixtures.limited(task, "smtp", WEIGHT) : task;
      task = Fixtures.followed(task, List.of(Trigger.values()));
      if (lifetime != null) {
        task = Fixtures.expiring(task, Life.START.plus(lifetime));
      }
      return new World(origin == Origin.SYSTEM ? asChild(task) : task, topic);
    }

    private static SubmitTask asChild(SubmitTask task) {
      return Fixtures.childOf(Fixtures.task(Life.START), task);
    }
  }

  @Property(tries = 4_000)
  void taskEndsOnceAndIsForgottenWhateverHappens(
      @ForAll Kind kind,
      @ForAll boolean limited,
      @ForAll("choices") List<Integer> choices,
      @ForAll boolean drop) {
    World world = kind.world(limited);
    choices.forEach(world::goOn);
    world.calm();
    assertThat(world.hasEnded()).as("ended: %s", world.entry()).isTrue();
    world.repeatEverything();
    int ends = 1 + world.law().replays();
    assertThat(world.law().ends()).as("ends shown").isEqualTo(ends);
    assertThat(world.law().newsOfEnds()).as("news of the end").isEqualTo(ends);
    assertThat(world.law().tombstones()).as("tombstones before their time").isZero();
    if (drop) {
      world.drop();
    }
    world.outliveRetention();
    assertThat(world.entry()).isNull();
    assertThat(world.isStopped()).as("a stop that stands for ever").isFalse();
    assertThat(world.law().tombstones()).isEqualTo(1);
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
