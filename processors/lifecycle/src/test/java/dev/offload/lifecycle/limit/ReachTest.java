package dev.offload.lifecycle.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.work.LimitUse.Next;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How many tasks in line are named, and how.
class ReachTest {
  @Test
  void numberDoublesWhileAllThatAreNamedAreGranted() {
    Reach reach = Reach.FIRST;
    assertThat(reach.tasks()).isEqualTo(16);

    assertThat(reach.after(16, 16).tasks()).isEqualTo(32);
    assertThat(reach.after(16, 16).after(32, 32).tasks()).isEqualTo(64);
    assertThat(new Reach(Reach.MOST, 0).after(Reach.MOST, Reach.MOST).tasks())
        .isEqualTo(Reach.MOST);
  }

  @Test
  void numberIsHalvedWhenFewAreGranted() {
    Reach reach = new Reach(64, 0);

    assertThat(reach.after(32, 64).tasks()).isEqualTo(64);
    assertThat(reach.after(31, 64).tasks()).isEqualTo(32);
    assertThat(Reach.FIRST.after(1, 16)).isEqualTo(Reach.FIRST);
  }

  @Test
  void numberIsHalvedWhenNothingIsGrantedForAWhile() {
    Reach told =
        IntStream.range(0, 7)
            .boxed()
            .reduce(new Reach(64, 0), (reach, _) -> reach.told(), (one, _) -> one);

    assertThat(told.tasks()).isEqualTo(64);
    assertThat(told.told()).isEqualTo(new Reach(32, 0));
    assertThat(told.after(40, 64).told().tasks()).isEqualTo(64);
  }

  @Test
  void tasksThatAreAlikeAreNamedTogether() {
    Demand demand =
        Demand.of(
            List.of(new Next(1, 4), new Next(1, 4), new Next(2, 4), new Next(2, 5), new Next(2, 5)),
            7);

    assertThat(demand.next()).containsExactly(new Next(1, 4, 2), new Next(2, 4), new Next(2, 5, 2));
    assertThat(demand.waiting()).isEqualTo(7);
  }

  @Test
  void tasksAfterTheSixteenthRunAreNotNamed() {
    List<Next> line =
        IntStream.range(0, 40).mapToObj(place -> new Next(1 + place / 2 % 2, 4)).toList();

    Demand demand = Demand.of(line, 40);

    assertThat(demand.next()).hasSize(16).allMatch(run -> run.count() == 2);
    assertThat(Demand.of(Collections.nCopies(1_000, new Next(1, 4)), 1_000).next())
        .containsExactly(new Next(1, 4, 1_000));
  }
}
