package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.Children;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// In whatever order and however often children's ends are read, before or after their parent
/// delegates: the parent goes on exactly once, with the right sums.
class FanOutPropertyTest {
  /// A child whose end is read `times` times.
  record Piece(boolean well, int sent, int times) {}

  @Property(tries = 60)
  void parentGoesOnExactlyOnceWithTheRightSums(
      @ForAll("pieces") List<Piece> pieces,
      @ForAll Random order,
      @ForAll boolean direct,
      @ForAll boolean caching) {
    try (LifecycleRig lifecycle = LifecycleRig.caching(caching)) {
      SubmitTask parent = Fixtures.task(lifecycle.now());
      // When
      for (Runnable deed : deeds(lifecycle, parent, pieces, order, direct)) {
        deed.run();
        lifecycle.advance(Duration.ofMillis(order.nextInt(4000)));
      }
      // Then
      List<WorkItem> resumed =
          lifecycle.work(Fixtures.QUEUE).stream().filter(item -> item.children() != null).toList();
      assertThat(resumed).singleElement().extracting(WorkItem::children).isEqualTo(summary(pieces));
      // When
      Run next = new Run(parent.taskId(), 1, "next");
      lifecycle.report(next.startedKnowing(pieces.size(), lifecycle.now()));
      lifecycle.report(next.succeeded(lifecycle.now()));
      // Then
      assertThat(lifecycle.completions())
          .singleElement()
          .satisfies(
              end -> assertThat(end.task().orElseThrow().state()).isEqualTo(TaskState.SUCCEEDED));
      assertThat(lifecycle.parked()).isEmpty();
      assertThat(lifecycle.timers()).isEqualTo(1);
    }
  }

  /// The parent's own events in order, mixed at random with the ends of its children.
  private static List<Runnable> deeds(
      LifecycleRig lifecycle, SubmitTask parent, List<Piece> pieces, Random order, boolean direct) {
    TaskId id = parent.taskId();
    Run run = new Run(id, 1, "first");
    Run again = new Run(id, 1, "again");
    List<Runnable> story = new ArrayList<>();
    Runnable submission =
        direct ? () -> lifecycle.submitDirect(parent) : () -> lifecycle.submit(parent);
    story.add(submission);
    story.add(() -> lifecycle.report(run.started(lifecycle.now())));
    story.add(() -> lifecycle.report(run.delegated(lifecycle.now(), pieces.size())));
    story.add(submission);
    // Its record reaches a worker once more, which may report anything.
    story.add(() -> lifecycle.report(again.started(lifecycle.now())));
    story.add(() -> lifecycle.report(again.failed(lifecycle.now(), true, null)));
    story.add(() -> lifecycle.report(run.failed(lifecycle.now(), true, null)));
    List<Runnable> ends = new ArrayList<>();
    for (int index = 0; index < pieces.size(); index++) {
      Piece piece = pieces.get(index);
      TaskState state = piece.well() ? TaskState.SUCCEEDED : TaskState.FAILED;
      var end = Fixtures.childEnded(id, index, state, piece.well() ? piece.sent() : 0);
      ends.addAll(Collections.nCopies(piece.times(), () -> lifecycle.tellParent(end)));
    }
    Collections.shuffle(ends, order);
    List<Runnable> mixed = new ArrayList<>();
    while (!story.isEmpty() || !ends.isEmpty()) {
      boolean tellStory = ends.isEmpty() || (!story.isEmpty() && order.nextBoolean());
      mixed.add(tellStory ? story.removeFirst() : ends.removeLast());
    }
    return mixed;
  }

  private static Children summary(List<Piece> pieces) {
    int well = (int) pieces.stream().filter(Piece::well).count();
    long sent = pieces.stream().filter(Piece::well).mapToLong(Piece::sent).sum();
    List<ChildDetail> details =
        IntStream.range(0, Math.min(pieces.size(), ChildDetail.DETAILED))
            .filter(index -> !pieces.get(index).well())
            .mapToObj(index -> new ChildDetail(index, List.of(), Fixtures.CHILD_ERROR))
            .toList();
    return new Children(
        pieces.size(), well, pieces.size() - well, Map.of("sent", sent), details, 1);
  }

  @Provide
  Arbitrary<List<Piece>> pieces() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(-5, 100),
            Arbitraries.integers().between(1, 3))
        .as(Piece::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(70);
  }
}
