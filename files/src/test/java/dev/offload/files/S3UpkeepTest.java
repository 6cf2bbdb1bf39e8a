package dev.offload.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3UpkeepTest {
  private static final Duration A_DAY = S3Sweep.ABANDONED_AFTER.plusMinutes(1);

  /// When the process of what is on its way in or out must have died.
  private static final Duration LATER = S3Shard.UNDER_WAY.plusMinutes(1);

  @TempDir Path directory;

  private final AtomicLong nanoTime = new AtomicLong();
  private S3ForTests s3;
  private FileStorage place;

  @BeforeEach
  void findAPlace() throws IOException {
    s3 = new S3ForTests(directory);
    place = s3.open(InstantSource.system());
  }

  /// As another process has it.
  private S3Upkeep upkeep(Duration later) {
    InstantSource clock = () -> Instant.now().plus(later);
    S3Usage usage = usage(clock);
    S3FileStore files =
        new S3FileStore(s3.bucket, usage, Optional.empty(), directory, StoreLimits.none(), clock);
    return new S3Upkeep(s3.bucket, files, usage, clock, nanoTime::get);
  }

  private S3Usage usage(InstantSource clock) {
    return new S3Usage(s3.bucket, new S3Census(s3.bucket, clock));
  }

  @Test
  void allFilesAreListedByTenantAndShard() throws IOException {
    StoredFile first = put("acme");
    StoredFile second = put("acme");
    StoredFile other = put("rival");
    S3Upkeep upkeep = upkeep(Duration.ZERO);

    assertThat(upkeep.tenants()).containsExactlyInAnyOrder("acme", "rival");
    assertThat(ids(upkeep, "acme")).containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(ids(upkeep, "rival")).containsExactly(other.id());
    assertThat(upkeep.list("acme", first.id().shard()))
        .extracting(StoreUpkeep.Listed::id)
        .contains(first.id());
  }

  private static List<FileId> ids(StoreUpkeep upkeep, String tenant) throws IOException {
    List<FileId> ids = new java.util.ArrayList<>();
    for (int shard = 0; shard < FileId.SHARDS; shard++) {
      upkeep.list(tenant, shard).forEach(file -> ids.add(file.id()));
    }
    return ids;
  }

  @Test
  void onlyOneProcessMakesARoundAtATime() throws IOException {
    StoreUpkeep.UpkeepTurn turn = upkeep(Duration.ZERO).begin().orElseThrow();
    S3Upkeep other = upkeep(Duration.ZERO);

    assertThat(other.begin()).isEmpty();
    turn.close();
    assertThat(other.begin()).isPresent();
  }

  @Test
  void roundOfADeadProcessIsTakenOver() throws IOException {
    S3Upkeep dead = upkeep(Duration.ZERO);
    var _ = dead.begin().orElseThrow();
    S3Upkeep other = upkeep(Duration.ZERO);
    assertThat(other.begin()).isEmpty();
    nanoTime.addAndGet(S3Upkeep.DEAD_AFTER.minusSeconds(1).toNanos());
    assertThat(other.begin()).isEmpty();
    nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(other.begin()).isPresent();

    assertThatThrownBy(() -> dead.list("acme", 0)).hasMessageContaining("another process");
  }

  @Test
  void roundOfALivingProcessIsNotTakenOver() throws IOException {
    S3Upkeep alive = upkeep(Duration.ZERO);
    var _ = alive.begin().orElseThrow();
    S3Upkeep other = upkeep(Duration.ZERO);
    assertThat(other.begin()).isEmpty();
    for (int shard = 0; shard < 3; shard++) {
      nanoTime.addAndGet(S3Upkeep.DEAD_AFTER.toNanos());
      assertThat(alive.list("acme", shard)).isEmpty();

      assertThat(other.begin()).isEmpty();
    }
  }

  @Test
  void endOfARoundThatWasTakenOverLeavesTheOtherInPlace() throws IOException {
    S3Upkeep slow = upkeep(Duration.ZERO);
    StoreUpkeep.UpkeepTurn late = slow.begin().orElseThrow();
    S3Upkeep other = upkeep(Duration.ZERO);
    assertThat(other.begin()).isEmpty();
    nanoTime.addAndGet(S3Upkeep.DEAD_AFTER.toNanos());
    assertThat(other.begin()).isPresent();

    late.close();

    assertThat(upkeep(Duration.ZERO).begin()).isEmpty();
  }

  @Test
  void roundIsRenewedWhileItTidiesUp() throws IOException {
    S3Upkeep alive = upkeep(Duration.ZERO);
    var _ = alive.begin().orElseThrow();
    S3Upkeep other = upkeep(Duration.ZERO);
    assertThat(other.begin()).isEmpty();
    nanoTime.addAndGet(S3Upkeep.DEAD_AFTER.toNanos());

    alive.tidy();

    assertThat(other.begin()).isEmpty();
  }

  @Test
  void storeBelongsToTheFirstLogThatAsks() throws IOException {
    assertThat(upkeep(Duration.ZERO).belongsTo("log-1")).isTrue();
    assertThat(upkeep(Duration.ZERO).belongsTo("log-2")).isFalse();
    assertThat(upkeep(Duration.ZERO).belongsTo("log-1")).isTrue();
  }

  /// The process has died after it had emptied the entry.
  @Test
  void interruptedDeletionIsFinished() throws IOException {
    StoredFile file = put("acme");
    s3.bucket.put(S3Keys.file("acme", file.id()), new byte[0]);
    assertThat(place.files().find("acme", file.id())).isEmpty();
    assertThat(place.files().look("acme", file.id())).isEqualTo(new Standing.Absent());
    assertThat(place.files().hold("acme", file.id())).isEmpty();

    assertThat(upkeep(LATER).list("acme", file.id().shard())).isEmpty();

    assertThat(s3.remains()).isZero();
    assertThat(place.files().usage("acme")).isEqualTo(Usage.NONE);
  }

  @Test
  void fileThatIsBeingDeletedIsNotCountedOutTwice() throws IOException {
    StoredFile file = put("acme");
    s3.bucket.put(S3Keys.file("acme", file.id()), new byte[0]);

    assertThat(upkeep(Duration.ZERO).list("acme", file.id().shard())).isEmpty();
    usage(InstantSource.system()).remove("acme", file.id().shard(), file.size());

    assertThat(place.files().usage("acme")).isEqualTo(Usage.NONE);
  }

  @Test
  void fileThatIsAboutToAppearStaysCounted() throws IOException {
    FileId id = FileId.fresh(Instant.now());
    s3.bucket.put(S3Keys.content("acme", id), "hello".getBytes(UTF_8));
    assertThat(usage(InstantSource.system()).add("acme", id.shard(), 5, Quota.NONE)).isTrue();

    assertThat(upkeep(Duration.ZERO).list("acme", id.shard())).isEmpty();
    assertThat(place.files().usage("acme")).isEqualTo(new Usage(5, 1));

    assertThat(upkeep(LATER).list("acme", id.shard())).isEmpty();
    assertThat(place.files().usage("acme")).as("its process has died").isEqualTo(Usage.NONE);
  }

  @Test
  void uploadThatIsAboutToBeginStaysCounted() throws IOException {
    FileId id = FileId.fresh(Instant.now());
    s3.bucket.put(S3Keys.file("acme", id), S3FileEntry.taken());
    assertThat(usage(InstantSource.system()).add("acme", id.shard(), 5, Quota.NONE)).isTrue();

    assertThat(upkeep(Duration.ZERO).list("acme", id.shard())).isEmpty();
    assertThat(place.files().usage("acme")).isEqualTo(new Usage(5, 1));

    upkeep(A_DAY).tidy();
    assertThat(s3.keys("")).as("its process has died").containsExactly(S3Keys.usage("acme"));
    assertThat(s3.remains()).as("not even parts").isZero();
    assertThat(upkeep(A_DAY).list("acme", id.shard())).isEmpty();
    assertThat(place.files().usage("acme")).isEqualTo(Usage.NONE);
  }

  @Test
  void uploadThatIsBeingGivenUpIsNotCountedOutTwice() throws IOException {
    PartialFilesConformance.Store store =
        new PartialFilesConformance.Store(place.files(), place.partialFiles().apply(9));
    FileId id = PartialFilesConformance.begin(store, 11).file().id();
    S3Arrival.Read read = S3Arrival.readWithTag(s3.bucket, "acme", id).orElseThrow();
    S3Arrival abandoned = read.arrival().in(new S3Arrival.Abandoned(Instant.now()));
    s3.bucket.put(S3Keys.partial("acme", id), abandoned.json());

    assertThat(upkeep(Duration.ZERO).list("acme", id.shard())).isEmpty();
    usage(InstantSource.system()).remove("acme", id.shard(), 11);

    assertThat(place.files().usage("acme")).isEqualTo(Usage.NONE);
  }

  /// It becomes whole between two steps of the count.
  @Test
  void uploadThatBecomesWholeIsCountedOnce() throws IOException {
    FileId id = FileId.fresh(Instant.now());
    PartialFile file = new PartialFile(id, "acme", "a", "text/plain", 5, null, null, Instant.now());
    S3Bucket.Listed entry = new S3Bucket.Listed("files/a", 300, Instant.now());

    S3Shard seen = new S3Shard(Map.of(id, S3Arrival.begin(file)), Map.of(), Map.of(id, entry));

    assertThat(seen.usage()).isEqualTo(new Usage(5, 1));
  }

  @Test
  void remainsOfDeadProcessesAreDeletedAfterADay() throws IOException {
    StoredFile file = put("acme");
    FileId dead = FileId.fresh(Instant.now());
    s3.bucket.put(S3Keys.content("acme", dead), "half".getBytes(UTF_8));
    s3.bucket.put(S3Keys.tails("acme", dead) + "x", "half".getBytes(UTF_8));
    s3.bucket.put(S3Keys.holds("acme", dead) + "x", new byte[0]);
    String _ = s3.bucket.beginParts(S3Keys.content("acme", FileId.fresh(Instant.now())));
    assertThat(s3.remains()).isEqualTo(2 + 4);

    upkeep(Duration.ofHours(1)).tidy();
    assertThat(s3.remains()).isEqualTo(2 + 4);

    upkeep(A_DAY).tidy();
    assertThat(s3.remains()).isEqualTo(2);
    assertThat(FileStoreConformance.read(place.files().open("acme", file.id()))).isEqualTo("hello");
  }

  @Test
  void bytesOfAnOldUploadAreNotSweptAway() throws IOException {
    PartialFiles partial = place.partialFiles().apply(9);
    PartialFilesConformance.Store store = new PartialFilesConformance.Store(place.files(), partial);
    FileId id = PartialFilesConformance.begin(store, 10_000_000).file().id();
    var _ =
        partial.append(
            "acme",
            id,
            PartialFilesConformance.piece(
                0, new java.io.ByteArrayInputStream(new byte[9_000_000])));
    long before = s3.remains();

    upkeep(A_DAY).tidy();

    assertThat(s3.remains()).isEqualTo(before);
    assertThat(ids(upkeep(A_DAY), "acme")).isEmpty();
    assertThat(place.files().usage("acme")).isEqualTo(new Usage(10_000_000, 1));
  }

  /// A process has died before it could note under what id it uploads.
  @Test
  void partsThatBelongToNoUploadAreAbortedAlsoIfTheFileIsThere() throws IOException {
    StoredFile whole = put("acme");
    PartialFiles partial = place.partialFiles().apply(9);
    PartialFilesConformance.Store store = new PartialFilesConformance.Store(place.files(), partial);
    FileId arriving = PartialFilesConformance.begin(store, 10_000_000).file().id();
    long before = s3.remains();
    String _ = s3.bucket.beginParts(S3Keys.content("acme", whole.id()));
    String _ = s3.bucket.beginParts(S3Keys.content("acme", arriving));

    upkeep(A_DAY).tidy();

    assertThat(s3.remains()).isEqualTo(before);
  }

  @Test
  void uploadThatCannotBeReadDoesNotKeepOthersFromBeingCounted() throws IOException {
    StoredFile whole = put("acme");
    FileId damaged = FileId.fresh(Instant.now());
    s3.bucket.put(S3Keys.partial("acme", damaged), "{".getBytes(UTF_8));

    List<Usage> counted = new S3Census(s3.bucket, InstantSource.system()).count("acme");

    assertThat(counted.get(whole.id().shard())).isEqualTo(new Usage(5, 1));
  }

  /// It counted the tenant's only file, and died before the file appeared.
  @Test
  void sumOfADeadProcessIsCorrected() throws IOException {
    StoredFile file = put("acme");
    s3.bucket.delete(S3Keys.file("acme", file.id()));
    s3.bucket.delete(S3Keys.content("acme", file.id()));
    S3Upkeep upkeep = upkeep(Duration.ZERO);

    for (String tenant : upkeep.tenants()) {
      assertThat(ids(upkeep, tenant)).isEmpty();
    }

    assertThat(place.files().usage("acme")).isEqualTo(Usage.NONE);
  }

  @Test
  void holdOfADeadProcessIsDropped() throws IOException {
    StoredFile file = put("acme");
    var _ = place.files().hold("acme", file.id()).orElseThrow();
    Standing.Held held = (Standing.Held) place.files().look("acme", file.id());

    upkeep(Duration.ZERO).drop("acme", file.id(), held.holds().iterator().next());

    assertThat(place.files().look("acme", file.id())).isInstanceOf(Standing.Idle.class);
  }

  private StoredFile put(String tenant) throws IOException {
    return FileStoreConformance.stored(
        place
            .files()
            .store(tenant, FileStoreConformance.file(99), FileStoreConformance.input("hello")));
  }
}
