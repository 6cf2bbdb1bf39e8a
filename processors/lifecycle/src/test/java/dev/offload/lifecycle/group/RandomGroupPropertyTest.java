package dev.offload.lifecycle.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.Trigger;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/// Groups in a [GroupWorld] where everything goes wrong that can, in any order. Whatever has
/// happened, once things calm down, a group that was opened ends, once, after all of its tasks, and
/// is forgotten. Nobody counts any more then.
///
/// jqwik prints the seed and shrinks a failure to few moves; `@Property(seed = "...")` repeats it.
/// [the mutations that these tests were tried with](MUTATIONS.md) stand beside.
class RandomGroupPropertyTest {
  /// Those of its successors, in their order.
  private static final List<Trigger> TRIGGERS = List.of(Trigger.values());

  @Property(tries = 3_000)
  void groupEndsOnceAfterAllOfItsTasks(@ForAll("choices") List<Integer> choices) {
    endsOnce(new GroupWorld(true), choices);
  }

  @Property(tries = 1_500)
  void groupWhoseTallyIsLostEndsOnceWhenItIsCancelled(@ForAll("choices") List<Integer> choices) {
    endsOnce(new GroupWorld(true, true), choices);
  }

  /// A task makes a successor, and the count that says so is parked. The others tell of as many
  /// ends as they know tasks.
  @Example
  void groupWhoseCountOfASuccessorIsParkedEndsOnce() {
    int join = 2;
    int seal = 6;
    int readCommand = 48;
    int read = 11;
    int run = 20;
    int tell = 32;
    int commit = 38;
    int readCount = 228;
    int succeedAndMakeOne = 920;
    int parkCount = 948;
    endsOnce(
        new GroupWorld(true),
        List.of(
            join,
            seal,
            readCommand,
            readCommand,
            read,
            read,
            run,
            tell,
            commit,
            readCount,
            succeedAndMakeOne,
            commit,
            parkCount));
  }

  private static void endsOnce(GroupWorld world, List<Integer> choices) {
    choices.forEach(world::goOn);
    world.calm();
    assertThat(world.announced).as("completions").hasSize(1);
    assertThat(world.state().hasEnded()).isTrue();
    List<TaskId> due =
        IntStream.range(0, TRIGGERS.size())
            .filter(index -> TRIGGERS.get(index).fits(world.state()))
            .mapToObj(index -> GroupWorld.GROUP.successorId(GroupWorld.TENANT, index))
            .toList();
    assertThat(world.successors).isEqualTo(due);
    assertThat(world.isCounted()).as("somebody still counts").isFalse();
    assertThat(world.removed).isZero();
    world.outlive();
    assertThat(world.isKnown()).isFalse();
    assertThat(world.removed).isEqualTo(1);
    assertThat(world.announced).hasSize(1);
  }

  @Property(tries = 500)
  void groupThatIsNeverOpenedIsForgottenAndNeverShown(@ForAll("choices") List<Integer> choices) {
    GroupWorld world = new GroupWorld(false);
    choices.forEach(world::goOn);
    world.calm();
    world.outlive();
    assertThat(world.isKnown()).isFalse();
    assertThat(world.isCounted()).isFalse();
    assertThat(world.shown).isEmpty();
    assertThat(world.announced).isEmpty();
    assertThat(world.removed).isZero();
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
