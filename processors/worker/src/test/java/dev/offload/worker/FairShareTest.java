package dev.offload.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairShareTest {
  private final FairShare share = new FairShare(64);

  @Test
  void singleHolderGetsHalf() {
    assertThat(takeAll("a")).isEqualTo(32);
    assertThat(share.free()).isEqualTo(32);
  }

  @Test
  void nextHolderFindsFreePlaces() {
    takeAll("a");

    assertThat(takeAll("b")).isEqualTo(16);
    assertThat(takeAll("c")).isEqualTo(8);
    assertThat(takeAll("d")).isEqualTo(4);
    assertThat(takeAll("e")).isEqualTo(2);
    assertThat(takeAll("f")).isEqualTo(1);
  }

  @Test
  void sharesConvergeAsPlacesAreGivenBack() {
    List<String> holders = List.of("a", "b", "c");
    holders.forEach(this::takeAll);

    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      String leaving = holders.get(random.nextInt(3));
      if (share.heldBy(leaving) > 0) {
        share.giveBack(leaving);
      }
      share.tryTake(holders.get(random.nextInt(3)));
    }

    holders.forEach(this::takeAll);
    assertThat(holders).allSatisfy(holder -> assertThat(share.heldBy(holder)).isBetween(10, 22));
  }

  @Test
  void singlePlaceHasOneHolderAtATime() {
    FairShare single = new FairShare(1);

    assertThat(single.tryTake("a")).isTrue();
    assertThat(single.tryTake("b")).isFalse();
    single.giveBack("a");
    assertThat(single.tryTake("b")).isTrue();
  }

  @Test
  void placeCanOnlyBeGivenBackByItsHolder() {
    assertThatIllegalArgumentException().isThrownBy(() -> share.giveBack("a"));
  }

  private int takeAll(String holder) {
    return (int) IntStream.range(0, 64).filter(_ -> share.tryTake(holder)).count();
  }
}
