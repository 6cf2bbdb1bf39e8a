package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every store has to do about quotas. The test of each one extends it.
abstract class QuotaConformance {
  static final Quota TEN_BYTES = new Quota(10, 100);

  /// The store under test. Each call opens another one over the same place.
  abstract FileStorage place(Quota quota) throws IOException;

  /// As after a crash, or in a place that is older than the sums.
  abstract void loseTheSums() throws IOException;

  /// Whether there is anything of files that are not stored.
  abstract boolean hasRemains() throws IOException;

  /// Takes a file away whose sum still has it.
  abstract void loseFile(StoredFile file) throws IOException;

  @Test
  void eachFileCountsFully() throws IOException {
    put("acme", "hello", TEN_BYTES);
    put("acme", "hello", TEN_BYTES);
    put("rival", "hello", TEN_BYTES);

    assertThat(store(TEN_BYTES).usage("acme")).isEqualTo(new Usage(10, 2));
    assertThat(store(TEN_BYTES).usage("rival")).isEqualTo(new Usage(5, 1));
    assertThat(store(TEN_BYTES).usage("nobody")).isEqualTo(Usage.NONE);
  }

  @Test
  void fileBeyondTheQuotaIsRefusedAndLeavesNothing() throws IOException {
    put("acme", "hello", TEN_BYTES);

    assertThat(put("acme", "hello!", TEN_BYTES)).isEqualTo(new Storing.OverQuota(TEN_BYTES));

    assertThat(hasRemains()).isFalse();
    assertThat(put("acme", "12345", TEN_BYTES)).isInstanceOf(Storing.Stored.class);
    assertThat(put("acme", "", TEN_BYTES)).isInstanceOf(Storing.Stored.class);
    assertThat(put("rival", "hello!", TEN_BYTES)).isInstanceOf(Storing.Stored.class);
  }

  @Test
  void emptyFilesCountToo() throws IOException {
    Quota two = new Quota(10, 2);
    put("acme", "", two);
    put("acme", "", two);

    assertThat(put("acme", "", two)).isEqualTo(new Storing.OverQuota(two));
  }

  @Test
  void concurrentUploadsStayWithinTheQuota() throws Exception {
    Callable<Storing> upload = () -> put("acme", "abc", TEN_BYTES);
    List<Storing> outcomes;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      outcomes =
          threads.invokeAll(Collections.nCopies(24, upload)).stream()
              .map(Future::resultNow)
              .toList();
    }

    assertThat(outcomes).filteredOn(Storing.Stored.class::isInstance).hasSize(3);
    assertThat(outcomes).filteredOn(Storing.OverQuota.class::isInstance).hasSize(21);
    assertThat(store(TEN_BYTES).usage("acme")).isEqualTo(new Usage(9, 3));
  }

  @Test
  void fileCountsWhileItArrives() throws IOException {
    FileStore store = store(TEN_BYTES);
    List<Storing> meanwhile = new ArrayList<>();
    InputStream slow =
        thenMore(
            "123456",
            () -> {
              meanwhile.add(put(store, "acme", "12345"));
              meanwhile.add(put(store, "rival", "12345"));
              meanwhile.add(put(store, "acme", "1234"));
              return "";
            });

    Storing outcome = store.store("acme", FileStoreConformance.file(99), slow);

    assertThat(outcome).isInstanceOf(Storing.Stored.class);
    assertThat(meanwhile.getFirst()).isEqualTo(new Storing.OverQuota(TEN_BYTES));
    assertThat(meanwhile.subList(1, 3)).allMatch(Storing.Stored.class::isInstance);
    assertThat(store.usage("acme")).isEqualTo(new Usage(10, 2));
  }

  @Test
  void arrivingFileIsRefusedOnceOthersHaveTakenItsRoom() throws IOException {
    FileStore store = store(TEN_BYTES);
    InputStream slow =
        thenMore(
            "1234",
            () -> {
              put(store, "acme", "123456");
              return "5";
            });

    Storing outcome = store.store("acme", FileStoreConformance.file(99), slow);

    assertThat(outcome).isEqualTo(new Storing.OverQuota(TEN_BYTES));
    assertThat(hasRemains()).isFalse();
    assertThat(put(store, "acme", "7890")).isInstanceOf(Storing.Stored.class);
  }

  @Test
  void deletedFileMakesRoom() throws IOException {
    FileId id = FileStoreConformance.stored(put("acme", "0123456789", TEN_BYTES)).id();
    FileStore store = store(TEN_BYTES);

    assertThat(store.delete((Standing.Idle) store.look("acme", id))).isTrue();

    assertThat(store.usage("acme")).isEqualTo(Usage.NONE);
    assertThat(put("acme", "0123456789", TEN_BYTES)).isInstanceOf(Storing.Stored.class);
  }

  @Test
  void filesWithoutASumAreCounted() throws IOException {
    put("acme", "hello", TEN_BYTES);
    loseTheSums();

    assertThat(store(TEN_BYTES).usage("acme")).isEqualTo(new Usage(5, 1));
  }

  @Test
  void wrongSumIsCorrectedWhenItsShardIsCounted() throws IOException {
    StoredFile file = FileStoreConformance.stored(put("acme", "hello", TEN_BYTES));
    FileStorage place = place(TEN_BYTES);
    loseFile(file);

    assertThat(place.upkeep().list("acme", file.id().shard())).isEmpty();

    assertThat(place.files().usage("acme")).isEqualTo(Usage.NONE);
  }

  @Test
  void negativeQuotaIsRefused() {
    assertThatThrownBy(() -> new Quota(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  /// Content in two parts. The second part is fetched once the first has been read.
  private static InputStream thenMore(String first, Callable<String> second) {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                FileStoreConformance.input(first),
                new FilterInputStream(null) {
                  @Override
                  public int read(byte[] target, int offset, int length) throws IOException {
                    if (in == null) {
                      try {
                        in = FileStoreConformance.input(second.call());
                      } catch (Exception e) {
                        throw new AssertionError(e);
                      }
                    }
                    return in.read(target, offset, length);
                  }
                })));
  }

  Storing put(String tenant, String content, Quota quota) throws IOException {
    return put(store(quota), tenant, content);
  }

  private static Storing put(FileStore store, String tenant, String content) throws IOException {
    return store.store(tenant, FileStoreConformance.file(99), FileStoreConformance.input(content));
  }

  private FileStore store(Quota quota) throws IOException {
    return place(quota).files();
  }
}
