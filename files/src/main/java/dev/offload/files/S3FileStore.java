package dev.offload.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file store in an S3 bucket. [S3Keys] has its objects.
///
/// The content is uploaded first. Then the file's entry makes it appear. Each change of an entry
/// is made on the condition that nobody else has changed it, and each hold and each deletion
/// changes it. So one of the two sees the other:
///
/// ```
/// hold:   make the hold ─► read the entry ─► change its time of use, if it is as it was read
/// delete: read the entry ─► look for holds ─► empty the entry, if it is as it was read
/// ```
final class S3FileStore implements FileStore {
  private static final Logger LOG = LoggerFactory.getLogger(S3FileStore.class);
  private static final byte[] EMPTY = {};
  private static final int TRIES = 20;

  private final S3Bucket bucket;
  private final S3Usage usage;
  private final Optional<S3Links> links;
  private final Path directory;
  private final StoreLimits limits;
  private final InstantSource clock;
  private final ArrivingFiles arriving = new ArrivingFiles();

  /// @param directory for bytes that are on their way to the bucket
  S3FileStore(
      S3Bucket bucket,
      S3Usage usage,
      Optional<S3Links> links,
      Path directory,
      StoreLimits limits,
      InstantSource clock) {
    this.bucket = bucket;
    this.usage = usage;
    this.links = links;
    this.directory = directory;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public Storing store(String tenant, NewFile file, InputStream content) throws IOException {
    FileId id = FileId.fresh(clock.instant());
    String key = S3Keys.content(tenant, id);
    Quota quota = limits.quotas().apply(tenant);
    try (ArrivingFiles.OneFile arrival = arriving.begin(tenant);
        S3Content target = new S3Content(bucket, key, directory, limits.reserve())) {
      InputStream counted = arrival.counted(content, quota, usage::recentBytes);
      Storing outcome = fill(target, tenant, id, file, quota, counted);
      if (!(outcome instanceof Storing.Stored(StoredFile stored))) {
        return outcome;
      }
      if (!isCounted(stored, quota, arrival)) {
        return new Storing.OverQuota(quota);
      }
      publish(stored);
      target.keep();
      return outcome;
    } catch (ArrivingFiles.OverQuota _) {
      return new Storing.OverQuota(quota);
    } catch (IOException e) {
      if (OutOfRoom.isToldBy(e)) {
        return new Storing.NoRoom();
      }
      throw e;
    }
  }

  private Storing fill(
      S3Content target, String tenant, FileId id, NewFile file, Quota quota, InputStream content)
      throws IOException {
    long left = quota.bytes() - usage.recentBytes(tenant);
    long maxBytes = Math.min(file.maxBytes(), Math.max(0, left));
    Durable.Copied copied = target.copy(content, maxBytes);
    if (copied.size() > maxBytes) {
      return maxBytes < file.maxBytes()
          ? new Storing.OverQuota(quota)
          : new Storing.FileTooLarge(file.maxBytes());
    }
    Optional<Sha256> otherThan = file.expected().filter(hash -> !hash.equals(copied.sha256()));
    if (otherThan.isPresent()) {
      return new Storing.ChecksumMismatch(otherThan.get(), copied.sha256());
    }
    target.complete();
    return new Storing.Stored(
        new StoredFile(
            id,
            tenant,
            file.name(),
            file.contentType(),
            copied.size(),
            copied.sha256(),
            clock.instant(),
            file.maker().orElse(null)));
  }

  /// Returns false if the tenant's quota does not allow it.
  private boolean isCounted(StoredFile file, Quota quota, ArrivingFiles.OneFile arrival)
      throws IOException {
    boolean isCounted = usage.add(file.tenant(), file.id().shard(), file.size(), quota);
    arrival.close();
    return isCounted;
  }

  private void publish(StoredFile stored) throws IOException {
    boolean isPublished = false;
    try {
      byte[] entry = new S3FileEntry(stored, stored.createdAt()).json();
      // False means that the answer got lost, the request was sent again, and the entry is
      // there.
      boolean _ = bucket.putNew(S3Keys.file(stored.tenant(), stored.id()), entry);
      isPublished = true;
    } finally {
      if (!isPublished) {
        takeBack(stored);
      }
    }
  }

  /// Deletes the entry if it was written after all, since its content is about to be deleted.
  private void takeBack(StoredFile file) {
    try {
      bucket.delete(S3Keys.file(file.tenant(), file.id()));
      usage.remove(file.tenant(), file.id().shard(), file.size());
    } catch (IOException e) {
      LOG.warn("A stored object could not be deleted and is removed later", e);
    }
  }

  /// Takes the entry of a file that begins to arrive in pieces. Nobody else knows its id yet.
  void take(String tenant, FileId id) throws IOException {
    bucket.put(S3Keys.file(tenant, id), S3FileEntry.taken());
  }

  /// Makes a file appear that has arrived in pieces, and whose content is there.
  ///
  /// @param tag of the entry that was taken for the file
  /// @return whether it has appeared now; otherwise somebody else has changed the entry
  boolean appear(StoredFile stored, String tag) throws IOException {
    byte[] entry = new S3FileEntry(stored, stored.createdAt()).json();
    return bucket.replace(S3Keys.file(stored.tenant(), stored.id()), tag, entry).isPresent();
  }

  /// Deletes an entry that was taken for a file that can't arrive any more. Returns false if
  /// there is no such entry.
  boolean giveUpTaken(String tenant, FileId id) throws IOException {
    Optional<String> tag = S3FileEntry.tagIfTaken(bucket, tenant, id);
    // Whoever else empties the entry buries it, too, and that may happen twice.
    if (tag.isEmpty()
        || bucket.get(S3Keys.partial(tenant, id)).isPresent()
        || bucket.replaceWithOwn(S3Keys.file(tenant, id), tag.get(), EMPTY).isEmpty()) {
      return false;
    }
    bury(tenant, id);
    return true;
  }

  @Override
  public Optional<StoredFile> find(String tenant, FileId id) throws IOException {
    return S3FileEntry.read(bucket, tenant, id).map(read -> read.entry().file());
  }

  @Override
  public Optional<InputStream> open(String tenant, FileId id) throws IOException {
    return open(tenant, id, new ByteRange(0, Long.MAX_VALUE));
  }

  @Override
  public Optional<InputStream> open(String tenant, FileId id, ByteRange range) throws IOException {
    Optional<StoredFile> file = find(tenant, id);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    long length = Math.min(range.length(), file.get().size() - range.offset());
    return length <= 0
        ? Optional.of(InputStream.nullInputStream())
        : bucket.open(S3Keys.content(tenant, id), new ByteRange(range.offset(), length));
  }

  @Override
  public Optional<URI> link(StoredFile file, LinkHeaders headers) {
    return links.map(it -> it.to(S3Keys.content(file.tenant(), file.id()), headers));
  }

  @Override
  public Optional<Hold> hold(String tenant, FileId id) throws IOException {
    String hold = S3Keys.holds(tenant, id) + UUID.randomUUID();
    bucket.put(hold, EMPTY);
    boolean isHeld = false;
    try {
      isHeld = use(tenant, id);
      return isHeld ? Optional.of(() -> release(hold)) : Optional.empty();
    } finally {
      if (!isHeld) {
        release(hold);
      }
    }
  }

  /// Changes the time of use in the entry, unless somebody else has changed the entry since
  /// the hold was made, which does as well. Returns false if there is no such file.
  private boolean use(String tenant, FileId id) throws IOException {
    Optional<S3FileEntry.Read> first = S3FileEntry.read(bucket, tenant, id);
    Optional<S3FileEntry.Read> read = first;
    for (int attempt = 0; attempt < TRIES && read.isPresent(); attempt++) {
      S3FileEntry used = read.get().entry().usedAt(clock.instant());
      if (bucket.replace(S3Keys.file(tenant, id), read.get().etag(), used.json()).isPresent()) {
        return true;
      }
      read = S3FileEntry.read(bucket, tenant, id);
      if (read.isPresent() && !read.get().etag().equals(first.get().etag())) {
        return true;
      }
    }
    if (read.isEmpty()) {
      return false;
    }
    throw new StoreUnavailable("the entry of a file can't be changed: " + id);
  }

  private void release(String hold) {
    try {
      bucket.delete(hold);
    } catch (IOException e) {
      LOG.warn("A hold on a file could not be deleted and is removed later", e);
    }
  }

  @Override
  public Standing look(String tenant, FileId id) throws IOException {
    // The entry is read before the holds. A hold that begins in between changes the entry, which
    // is seen when the file is to be deleted.
    Optional<S3FileEntry.Read> read = S3FileEntry.read(bucket, tenant, id);
    if (read.isEmpty()) {
      return new Standing.Absent();
    }
    Set<String> holds = holds(tenant, id);
    S3FileEntry entry = read.get().entry();
    return holds.isEmpty()
        ? new Standing.Idle(entry.file(), entry.lastUsed())
        : new Standing.Held(Set.copyOf(holds));
  }

  private Set<String> holds(String tenant, FileId id) throws IOException {
    Set<String> holds = new HashSet<>();
    for (S3Bucket.Listed hold : S3Pages.all(bucket.list(S3Keys.holds(tenant, id)))) {
      holds.add(S3Keys.name(hold.key()));
    }
    return holds;
  }

  /// Removes a hold that a dead process has left behind.
  void drop(String tenant, FileId id, String hold) throws IOException {
    bucket.delete(S3Keys.holds(tenant, id) + hold);
  }

  @Override
  public boolean delete(Standing.Idle idle) throws IOException {
    StoredFile file = idle.file();
    Instant lastUsed = idle.lastUsed();
    Optional<S3FileEntry.Read> read =
        S3FileEntry.read(bucket, file.tenant(), file.id())
            .filter(it -> it.entry().lastUsed().equals(lastUsed));
    String key = S3Keys.file(file.tenant(), file.id());
    if (read.isEmpty() || bucket.replace(key, read.get().etag(), EMPTY).isEmpty()) {
      return false;
    }
    usage.remove(file.tenant(), file.id().shard(), file.size());
    bury(file.tenant(), file.id());
    return true;
  }

  /// Deletes what is left of a file whose entry is empty. The entry is deleted last.
  void bury(String tenant, FileId id) throws IOException {
    bucket.delete(S3Keys.content(tenant, id));
    for (String hold : holds(tenant, id)) {
      drop(tenant, id, hold);
    }
    bucket.delete(S3Keys.file(tenant, id));
  }

  @Override
  public Usage usage(String tenant) throws IOException {
    return usage.of(tenant);
  }
}
