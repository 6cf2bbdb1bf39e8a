package dev.offload.ingest.live;

import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.view.TaskNews;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentNewsTest {
  private static final LogPosition BEGIN = LogPosition.beginningOf("here", 3).with(1, 1L << 40);

  private final RecentNews news = new RecentNews(BEGIN, 4, 1000);
  private long timestamp;

  @Test
  void whatLiesBehindAPositionIsReplayedWithThePositionsAfterIt() {
    add(0, 0);
    String afterFirst = news.end().spelled();
    add(2, 0);
    add(0, 1);

    assertThat(replay(afterFirst))
        .contains(List.of("2:0 [1, 1099511627776, 1]", "0:1 [2, 1099511627776, 1]"));
    assertThat(replay(news.end().spelled())).contains(List.of());
    assertThat(replay(BEGIN.spelled()).orElseThrow()).hasSize(3);
  }

  @Test
  void aPositionReadFurtherElsewhereIsKnownHereToo() {
    add(0, 0);
    String elsewhere = BEGIN.with(0, 7).spelled();
    add(2, 0);

    assertThat(replay(elsewhere)).contains(List.of("2:0 [7, 1099511627776, 1]"));
  }

  @Test
  void aPositionBeforeWhatIsKeptIsUnknown() {
    String begin = BEGIN.spelled();
    for (int offset = 0; offset < 4; offset++) {
      add(0, offset);
    }
    assertThat(replay(begin)).isPresent();

    add(2, 0);

    assertThat(replay(begin)).isEmpty();
    assertThat(replay(BEGIN.with(0, 1).spelled()).orElseThrow()).hasSize(4);
  }

  @Test
  void manyBytesPushOutTheOldest() {
    add(0, 0);
    String afterFirst = news.end().spelled();

    assertThat(news.add(news(2, 0, 1, 950))).isTrue();

    assertThat(replay(BEGIN.spelled())).isEmpty();
    assertThat(replay(afterFirst).orElseThrow()).hasSize(1);
  }

  @Test
  void whatIsReadAgainIsNotNews() {
    add(0, 0);

    assertThat(news.add(news(0, 0, 1, 100))).isFalse();
    assertThat(news.add(news(1, 5, 1, 100))).isFalse();
  }

  @Test
  void positionsOfAnotherLogOrNoneAreUnknown() {
    assertThat(replay(LogPosition.beginningOf("there", 3).spelled())).isEmpty();
    assertThat(replay(LogPosition.beginningOf("here", 4).with(1, 1L << 41).spelled())).isEmpty();
    for (String text : List.of("", "AAAA", "!", BEGIN.spelled() + "AA", "________________")) {
      assertThat(replay(text)).as(text).isEmpty();
    }
  }

  /// After a restart partitions come one after the other.
  @Test
  void theNewestAreKeptInWhateverOrderPartitionsAreRead() {
    news.add(news(0, 0, 10, 100));
    news.add(news(0, 1, 30, 100));
    news.add(news(0, 2, 50, 100));
    news.add(news(2, 0, 20, 100));
    news.add(news(2, 1, 40, 100));
    news.add(news(2, 2, 60, 100));

    assertThat(replay(BEGIN.with(0, 1).with(2, 1).spelled()).orElseThrow())
        .extracting(told -> told.substring(0, 3))
        .containsExactly("0:1", "2:1", "0:2", "2:2");
    assertThat(replay(BEGIN.with(0, 1).spelled())).isEmpty();
    assertThat(replay(BEGIN.with(2, 1).spelled())).isEmpty();
  }

  private void add(int partition, long offset) {
    timestamp++;
    assertThat(news.add(news(partition, offset, timestamp, 100))).isTrue();
  }

  private static TaskNews news(int partition, long offset, long timestamp, int bytes) {
    return new TaskNews(queued(0).task(), partition, offset, timestamp, bytes);
  }

  private Optional<List<String>> replay(String id) {
    List<String> told = new ArrayList<>();
    return news.replay(
            id, (one, position) -> told.add(one.partition() + ":" + one.offset() + " " + position))
        .map(_ -> told);
  }
}
