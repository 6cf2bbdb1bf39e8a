package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaTest {
  private static final Quota TEN_BYTES = new Quota(10, 100);

  @TempDir Path root;

  @Test
  void filesTakeWhatTheyAreLongWhoeverHasTheSame() throws IOException {
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

    assertThat(root.resolve("incoming")).isEmptyDirectory();
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
  void uploadsAtOnceTakeNoMoreThanTheQuota() throws Exception {
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
  void deletedFileMakesRoom() throws IOException {
    FileId id = FileStoreConformance.stored(put("acme", "0123456789", TEN_BYTES)).id();
    DirectoryFileStore store = store(TEN_BYTES);

    assertThat(store.delete((Standing.Idle) store.look("acme", id))).isTrue();

    assertThat(store.usage("acme")).isEqualTo(Usage.NONE);
    assertThat(put("acme", "0123456789", TEN_BYTES)).isInstanceOf(Storing.Stored.class);
  }

  @Test
  void filesOfBeforeThereWereSumsAreCounted() throws IOException {
    put("acme", "hello", TEN_BYTES);
    Files.delete(root.resolve("usage/acme"));

    assertThat(store(TEN_BYTES).usage("acme")).isEqualTo(new Usage(5, 1));
  }

  @Test
  void sumThatADyingProcessLeftWrongIsMendedWhenItsShardIsCounted() throws IOException {
    StoredFile file = FileStoreConformance.stored(put("acme", "hello", TEN_BYTES));
    DirectoryFileStore store = store(TEN_BYTES);
    Path entry =
        root.resolve("tenants/acme/" + FileId.shardName(file.id().shard()) + "/" + file.id());
    Files.move(entry, root.resolve("incoming/" + file.id()));

    assertThat(store.upkeep().list("acme", file.id().shard())).isEmpty();

    assertThat(store.usage("acme")).isEqualTo(Usage.NONE);
  }

  @Test
  void quotaIsNotNegative() {
    assertThatThrownBy(() -> new Quota(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private Storing put(String tenant, String content, Quota quota) throws IOException {
    return store(quota)
        .store(tenant, FileStoreConformance.file(99), FileStoreConformance.input(content));
  }

  private DirectoryFileStore store(Quota quota) throws IOException {
    return DirectoryFileStore.open(
        root, new StoreLimits(Reserve.none(), _ -> quota), InstantSource.system());
  }
}
