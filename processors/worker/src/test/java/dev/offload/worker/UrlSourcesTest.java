package dev.offload.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.schemas.fetch.SourceFetch;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.Children;
import dev.offload.worker.UrlSources.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UrlSourcesTest {
  private static final OutsideUrl A = OutsideUrl.of("https://a.example/rows");
  private static final OutsideUrl B = OutsideUrl.of("https://b.example/rows");
  private static final OutsideUrl C = OutsideUrl.of("https://c.example/rows");
  private static final TaskError GONE =
      new TaskError("source-not-found", "the server answered 404", true, 1);

  private final Run task = new Run();

  @Test
  void taskWithoutUrlsGoesOn() {
    assertThat(of()).isEqualTo(new State.Fetched(Map.of(), 0));

    assertThat(task.spawned).isEmpty();
  }

  @Test
  void eachUrlIsFetchedByAChild() {
    assertThat(of(A, B, A)).isEqualTo(new State.Missing(Outcome.delegated(2)));

    assertThat(task.spawned).extracting(Child::index).containsExactly(0, 1);
    assertThat(task.spawned)
        .extracting(child -> SourceFetch.of(child.spec().input()))
        .containsExactly(new SourceFetch(A, 100), new SourceFetch(B, 100));
    assertThat(task.spawned)
        .allSatisfy(
            child -> {
              assertThat(child.spec().type()).isEqualTo("fetch");
              assertThat(child.spec().queue()).isEqualTo("fetch");
              assertThat(child.expires()).isTrue();
            });
  }

  @Test
  void fetchedFilesStandForTheirUrls() {
    task.ended(1, file(0), file(1));

    assertThat(of(B, A)).isEqualTo(new State.Fetched(Map.of(B, "fil_0", A, "fil_1"), 2));
    assertThat(task.spawned).isEmpty();
  }

  @Test
  void otherChildrenComeAfterThoseThatFetch() {
    task.ended(1, file(0), error(1), file(2));

    assertThat(of(A)).isEqualTo(new State.Fetched(Map.of(A, "fil_0"), 1));
  }

  @Test
  void taskFailsForGoodIfASourceCannotBeFetched() {
    task.ended(1, file(0), error(1));

    assertThat(of(A, B))
        .isEqualTo(
            new State.Missing(
                Outcome.failedForGood(
                    "source-not-found", "source https://b.example: the server answered 404")));
    assertThat(task.spawned).isEmpty();
  }

  @Test
  void taskIsToldThatAFetchHasExpired() {
    TaskError expired = new TaskError("expired", "no worker took it before it expired", true, 1);
    task.ended(1, new ChildDetail(0, List.of(), expired));

    assertThat(of(A))
        .isEqualTo(
            new State.Missing(
                Outcome.failedForGood(
                    "expired", "source https://a.example: no worker took it before it expired")));
  }

  @Test
  void childWithoutAResultHasFetchedNothing() {
    task.children = new Children(1, 0, 1, Map.of(), List.of(), 1);

    assertThat(of(A))
        .isEqualTo(
            new State.Missing(
                Outcome.failedForGood(
                    "source-not-fetched", "source https://a.example was not fetched")));
  }

  @Test
  void replayedTaskFetchesWhatIsMissing() {
    task.ended(1, file(0), error(1), error(2));
    task.attempt = 2;

    assertThat(of(A, B, C)).isEqualTo(new State.Missing(Outcome.delegated(5)));

    assertThat(task.spawned).extracting(Child::index).containsExactly(3, 4);
    assertThat(task.spawned)
        .extracting(child -> SourceFetch.of(child.spec().input()).url())
        .containsExactly(B, C);
  }

  @Test
  void replayedTaskFailsAgainIfTheFetchFailsAgain() {
    task.ended(2, file(0), error(1), error(2), file(3), error(4));
    task.attempt = 2;

    assertThat(of(A, B, C))
        .isEqualTo(
            new State.Missing(
                Outcome.failedForGood(
                    "source-not-found", "source https://c.example: the server answered 404")));
  }

  @Test
  void replayedTaskGoesOnWithTheFilesOfAllRounds() {
    task.ended(3, file(0), error(1), error(2), file(3), error(4), file(5));
    task.attempt = 3;

    assertThat(of(A, B, C))
        .isEqualTo(new State.Fetched(Map.of(A, "fil_0", B, "fil_3", C, "fil_5"), 6));
  }

  @Test
  void taskThatWasReplayedTooOftenStaysFailed() {
    task.ended(
        1,
        IntStream.range(0, ChildDetail.DETAILED)
            .mapToObj(UrlSourcesTest::error)
            .toArray(ChildDetail[]::new));
    task.attempt = 2;

    assertThat(of(A)).isInstanceOf(State.Missing.class);

    assertThat(task.spawned).isEmpty();
  }

  @Test
  void childrenOfAnOldReleaseAreNotFetchedAgain() {
    task.children = new Children(1, 0, 1, Map.of());
    task.attempt = 2;

    assertThat(of(A)).isInstanceOf(State.Missing.class);
    assertThat(task.spawned).isEmpty();
  }

  @Test
  void numberOfUrlsHasALimit() {
    List<OutsideUrl> many =
        IntStream.rangeClosed(0, UrlSources.MAX)
            .mapToObj(i -> OutsideUrl.of("https://a.example/" + i))
            .toList();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> UrlSources.requireNumber(many))
        .withMessage("sources must have at most 16 different URLs, was 17");
    UrlSources.requireNumber(many.subList(0, UrlSources.MAX));
  }

  private State of(OutsideUrl... urls) {
    return UrlSources.of(task, List.of(urls), 100);
  }

  private static ChildDetail file(int child) {
    return new ChildDetail(
        child, List.of(OutputFile.of("fil_" + child, "rows", "text/csv", 1, "0".repeat(64))), null);
  }

  private static ChildDetail error(int child) {
    return new ChildDetail(child, List.of(), GONE);
  }

  /// A run that keeps what it spawns.
  private static final class Run implements TaskContext {
    private final List<Child> spawned = new ArrayList<>();
    private int attempt = 1;
    private Children children;

    void ended(int attemptThatWaited, ChildDetail... details) {
      children =
          new Children(
              details.length, details.length, 0, Map.of(), List.of(details), attemptThatWaited);
    }

    @Override
    public TaskId taskId() {
      return TaskId.parse("tsk_0191f2a0-0000-7000-8000-000000000001");
    }

    @Override
    public String tenant() {
      return "acme";
    }

    @Override
    public int attempt() {
      return attempt;
    }

    @Override
    public JsonNode input() {
      return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public <T> T input(Class<T> type) {
      throw new UnsupportedOperationException("nobody reads it");
    }

    @Override
    public void progress(long done, long total, String note) {
      throw new UnsupportedOperationException("children are progress enough");
    }

    @Override
    public Optional<JsonNode> checkpoint() {
      return Optional.empty();
    }

    @Override
    public void checkpoint(JsonNode state) {
      throw new UnsupportedOperationException("children are remembered by themselves");
    }

    @Override
    public void spawn(List<Child> more) {
      spawned.addAll(more);
    }

    @Override
    public Optional<Children> children() {
      return Optional.ofNullable(children);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public TaskFiles files() {
      throw new UnsupportedOperationException("files are not looked at");
    }
  }
}
