package dev.offload.ingest.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentNewsTest {
  private static final LogPosition BEGIN = LogPosition.beginningOf("here", 3).with(1, 1L << 40);
  private static final int ROOM = 4 * (100 + Told.OVERHEAD);

  private final RecentNews news = new RecentNews(BEGIN, 4, ROOM);
  private long timestamp;

  @Test
  void eventsAfterAPositionAreReplayedWithTheirPositions() throws Exception {
    add(0, 0);
    String afterFirst = news.end().spelled();
    add(2, 0);
    String afterSecond = news.end().spelled();
    add(0, 1);

    RecentNews.Reader reader = news.resume("acme", afterFirst).orElseThrow();
    assertThat(next(reader)).contains("2:0");
    assertThat(reader.position()).isEqualTo(afterSecond);
    assertThat(next(reader)).contains("0:1");
    assertThat(reader.position()).isEqualTo(news.end().spelled());
    assertThat(next(reader)).isEmpty();
    assertThat(replay(news.end().spelled())).contains(List.of());
    assertThat(replay(BEGIN.spelled()).orElseThrow()).hasSize(3);
  }

  @Test
  void positionOfAReplicaThatHasReadFurtherIsKnown() throws Exception {
    add(0, 0);
    LogPosition elsewhere = BEGIN.with(0, 7);
    add(2, 0);

    RecentNews.Reader reader = news.resume("acme", elsewhere.spelled()).orElseThrow();
    assertThat(next(reader)).contains("2:0");
    assertThat(reader.position()).isEqualTo(elsewhere.with(2, 1).spelled());
    add(0, 1);
    assertThat(next(reader)).isEmpty();
    add(0, 7);
    assertThat(next(reader)).contains("0:7");
  }

  @Test
  void positionOlderThanKeptEventsIsUnknown() throws Exception {
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
  void manyBytesPushOutTheOldest() throws Exception {
    add(0, 0);
    String afterFirst = news.end().spelled();

    add("acme", 2, 0, 1, ROOM - Told.OVERHEAD);

    assertThat(replay(BEGIN.spelled())).isEmpty();
    assertThat(replay(afterFirst).orElseThrow()).hasSize(1);
  }

  @Test
  void recordThatIsReadAgainIsIgnored() {
    assertThat(news.isNew(0, 0)).isTrue();
    add(0, 0);

    assertThat(news.isNew(0, 0)).isFalse();
    assertThat(news.isNew(1, 5)).isFalse();
    assertThat(news.isNew(0, 1)).isTrue();
  }

  @Test
  void positionsOfAnotherLogOrNoneAreUnknown() throws Exception {
    assertThat(replay(LogPosition.beginningOf("there", 3).spelled())).isEmpty();
    assertThat(replay(LogPosition.beginningOf("here", 4).with(1, 1L << 41).spelled())).isEmpty();
    for (String text : List.of("", "AAAA", "!", BEGIN.spelled() + "AA", "________________")) {
      assertThat(replay(text)).as(text).isEmpty();
    }
  }

  /// After a restart partitions come one after the other.
  @Test
  void newestEventsAreKeptWhateverTheOrderOfPartitions() throws Exception {
    add("acme", 0, 0, 10, 100);
    add("acme", 0, 1, 30, 100);
    add("acme", 0, 2, 50, 100);
    add("acme", 2, 0, 20, 100);
    add("acme", 2, 1, 40, 100);
    add("acme", 2, 2, 60, 100);
    String end = news.end().spelled();

    RecentNews ordered = news.inOrderOfTime();

    assertThat(replay(ordered, "acme", BEGIN.with(0, 1).with(2, 1).spelled()).orElseThrow())
        .containsExactly("0:1", "2:1", "0:2", "2:2");
    assertThat(replay(ordered, "acme", BEGIN.with(0, 1).spelled())).isEmpty();
    assertThat(replay(ordered, "acme", BEGIN.with(2, 1).spelled())).isEmpty();
    assertThat(ordered.end().spelled()).isEqualTo(end);
  }

  @Test
  void tenantIsNotToldOfOtherTenantsTasks() throws Exception {
    RecentNews.Reader reader = news.follow("acme");
    add("other", 0, 0, 1, 100);
    add("acme", 0, 1, 2, 100);
    news.pass(0, 2);

    assertThat(next(reader)).contains("0:1");
    assertThat(next(reader)).isEmpty();
    assertThat(reader.position()).isEqualTo(news.end().spelled());
  }

  @Test
  void onlyASlowReaderIsToldThatItMissedSomething() throws Exception {
    RecentNews.Reader slow = news.follow("acme");
    RecentNews.Reader quick = news.follow("acme");
    RecentNews.Reader idle = news.follow("other");
    for (int offset = 0; offset < 10; offset++) {
      add(0, offset);
      assertThat(next(quick)).contains("0:" + offset);
    }

    assertThatThrownBy(slow::next).isInstanceOf(ClientLeftBehind.class);
    assertThat(next(quick)).isEmpty();
    assertThat(next(idle)).isEmpty();
  }

  /// A partition may be behind the others.
  @Test
  void lateEventsStillReachTheFollowers() throws Exception {
    RecentNews.Reader reader = news.follow("acme");
    for (int offset = 0; offset < 4; offset++) {
      add("other", 0, offset, 1000, 100);
    }

    add("acme", 2, 0, 1, 100);

    assertThat(next(reader)).contains("2:0");
  }

  @Test
  void progressReachesFollowersAndPushesNothingOut() throws Exception {
    RecentNews roomy = new RecentNews(BEGIN, 16, 1 << 20);
    String begin = roomy.end().spelled();
    RecentNews.Reader reader = roomy.follow("acme");
    roomy.add(event("acme", "0:0", 100), 0, 0, 1);
    for (int i = 0; i < 100; i++) {
      roomy.addPassing(event("acme", "further", 100));
    }

    assertThat(next(reader)).contains("0:0");
    assertThat(next(reader)).contains("further");
    assertThat(next(reader)).contains("further");
    assertThat(next(reader)).isEmpty();
    reader.close();
    roomy.addPassing(event("acme", "unheard", 100));
    assertThat(replay(roomy, "acme", begin).orElseThrow())
        .startsWith("0:0")
        .doesNotContain("unheard");
  }

  private void add(int partition, long offset) {
    timestamp++;
    add("acme", partition, offset, timestamp, 100);
  }

  private void add(String tenant, int partition, long offset, long at, int bytes) {
    news.add(event(tenant, partition + ":" + offset, bytes), partition, offset, at);
  }

  private static LiveEvent event(String tenant, String text, int bytes) {
    byte[] data = new byte[bytes];
    byte[] named = text.getBytes(US_ASCII);
    System.arraycopy(named, 0, data, 0, named.length);
    return new LiveEvent("task", tenant, null, 1, false, false, EventData.of(data));
  }

  private Optional<List<String>> replay(String id) throws ClientLeftBehind {
    return replay(news, "acme", id);
  }

  private static Optional<List<String>> replay(RecentNews news, String tenant, String id)
      throws ClientLeftBehind {
    Optional<RecentNews.Reader> resumed = news.resume(tenant, id);
    if (resumed.isEmpty()) {
      return Optional.empty();
    }
    try (RecentNews.Reader reader = resumed.get()) {
      List<String> told = new ArrayList<>();
      for (Optional<String> one = next(reader); one.isPresent(); one = next(reader)) {
        told.add(one.get());
      }
      return Optional.of(told);
    }
  }

  private static String text(LiveEvent event) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try {
      event.writeTo(data, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return data.toString(US_ASCII).trim();
  }

  private static Optional<String> next(RecentNews.Reader reader) throws ClientLeftBehind {
    return reader.next().map(RecentNewsTest::text);
  }
}
