package dev.offload.files;

import dev.offload.disk.ProcessLock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file store in a directory.
///
/// ```
/// incoming/<id>/               being written or being deleted
/// partial/<tenant>/<id>/       arriving in pieces, see DirectoryPartialFiles
/// tenants/<tenant>/<xx>/<id>/  a file: file.json, and content (a link to its blob)
/// blobs/<xx>/<sha256>          each content once
/// usage/<tenant>               what the tenant's files take
/// locks/                       deleting, upkeep
/// log                          which log the tasks are in that name these files
/// ```
///
/// A file is made in `incoming`. Each step is on the disk before the next one. One atomic
/// rename makes the file appear under its tenant, and another one makes it disappear.
///
/// Whoever holds a file and whoever deletes it first leaves a mark and then looks for the
/// other's mark, so that at least one of them sees the other:
///
/// ```
/// hold:   make hold-x ─► change the time of file.json ─► claimed? ─► it is there still: held
/// delete: lock ─► make claimed ─► time of file.json as it was, and no hold? ─► rename it away
/// ```
public final class DirectoryFileStore implements FileStore {
  /// The setting with the directory. It is the same for every process that stores or reads files.
  public static final String SETTING = "offload.files.directory";

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryFileStore.class);

  private final Path root;
  private final DirectoryCensus census;
  private final Path deleting;
  private final BlobPool blobs;
  private final Incoming incoming;
  private final UsageBook usage;
  private final Promises promises;
  private final ArrivingFiles arriving = new ArrivingFiles();
  private final StoreLimits limits;
  private final InstantSource clock;

  private DirectoryFileStore(Path root, StoreLimits limits, InstantSource clock)
      throws IOException {
    this.root = root;
    this.limits = limits;
    this.clock = clock;
    census = new DirectoryCensus(folder(root, "tenants"), folder(root, "partial"));
    deleting = folder(root, "locks").resolve("deleting");
    blobs = new BlobPool(folder(root, "blobs"));
    incoming = new Incoming(folder(root, "incoming"), blobs);
    usage = new UsageBook(folder(root, "usage"), census);
    promises = new Promises(census, clock, System::nanoTime);
  }

  /// Opens the store in `root`, which is created if it is missing. Deletes the remains of
  /// uploads whose process has died.
  public static DirectoryFileStore open(Path root, InstantSource clock) throws IOException {
    return open(root, StoreLimits.none(), clock);
  }

  /// Opens a store with `limits`.
  public static DirectoryFileStore open(Path root, StoreLimits limits, InstantSource clock)
      throws IOException {
    Path absolute = root.toAbsolutePath();
    Durable.createFolders(absolute);
    DirectoryFileStore store = new DirectoryFileStore(absolute.toRealPath(), limits, clock);
    store.incoming.sweep(clock.instant());
    return store;
  }

  private static Path folder(Path root, String name) throws IOException {
    Path folder = root.resolve(name);
    Durable.createFolders(folder);
    return folder;
  }

  /// The upkeep of this store.
  public StoreUpkeep upkeep() {
    return new DirectoryUpkeep(root, census, blobs, incoming, usage, clock);
  }

  /// The files of this store that arrive in pieces.
  ///
  /// @param mostPerTenant how many of them a tenant may have that are not whole
  public PartialFiles partialFiles(int mostPerTenant) {
    return new DirectoryPartialFiles(
        census, blobs, incoming, usage, promises, limits, mostPerTenant, clock);
  }

  @Override
  public Storing store(String tenant, NewFile file, InputStream content) throws IOException {
    FileId id = FileId.fresh(clock.instant());
    FileEntry place = entry(tenant, id);
    try {
      return store(tenant, id, place, file, content);
    } catch (IOException e) {
      if (OutOfRoom.isToldBy(e)) {
        return new Storing.NoRoom();
      }
      throw e;
    }
  }

  private Storing store(
      String tenant, FileId id, FileEntry place, NewFile file, InputStream content)
      throws IOException {
    FileEntry entry = incoming.begin(id);
    boolean published = false;
    try (ArrivingFiles.OneFile arrival = arriving.begin(tenant)) {
      InputStream counted =
          arrival.counted(content, limits.quotas().apply(tenant), holder -> usage(holder).bytes());
      Storing outcome = fill(entry, tenant, id, file, counted);
      if (outcome instanceof Storing.Stored(StoredFile stored)) {
        published = publish(entry, place.folder(), stored, arrival);
        return published ? outcome : new Storing.OverQuota(limits.quotas().apply(tenant));
      }
      return outcome;
    } catch (ArrivingFiles.OverQuota _) {
      return new Storing.OverQuota(limits.quotas().apply(tenant));
    } finally {
      if (!published) {
        incoming.discard(entry);
        incoming.discard(place);
      }
    }
  }

  private Storing fill(FileEntry entry, String tenant, FileId id, NewFile file, InputStream content)
      throws IOException {
    long left = limits.quotas().apply(tenant).bytes() - usage(tenant).bytes();
    long maxBytes = Math.min(file.maxBytes(), Math.max(0, left));
    Durable.Copied copied = Durable.copy(content, entry.content(), maxBytes, room(file));
    if (copied.size() > maxBytes) {
      return maxBytes < file.maxBytes()
          ? new Storing.OverQuota(limits.quotas().apply(tenant))
          : new Storing.FileTooLarge(file.maxBytes());
    }
    Optional<Sha256> otherThan = file.expected().filter(hash -> !hash.equals(copied.sha256()));
    if (otherThan.isPresent()) {
      return new Storing.ChecksumMismatch(otherThan.get(), copied.sha256());
    }
    StoredFile stored =
        new StoredFile(
            id,
            tenant,
            file.name(),
            file.contentType(),
            copied.size(),
            copied.sha256(),
            clock.instant(),
            file.maker().orElse(null));
    entry.describe(stored);
    blobs.share(entry.content(), copied.sha256());
    return new Storing.Stored(stored);
  }

  /// What a task makes was accepted before: it goes before uploads that are still on their
  /// way.
  private Room room(NewFile file) {
    return file.maker().isPresent() ? Room.of(limits.reserve()) : promises.beside(limits.reserve());
  }

  /// Returns false if the tenant's quota does not allow it.
  private boolean publish(
      FileEntry entry, Path place, StoredFile file, ArrivingFiles.OneFile arrival)
      throws IOException {
    Durable.syncFolder(entry.folder());
    Durable.createFolders(place.getParent());
    Quota quota = limits.quotas().apply(file.tenant());
    try (UsageBook.Account account = usage.open(file.tenant())) {
      if (!quota.allows(account.usage().plus(file.size(), 1))) {
        return false;
      }
      Files.move(entry.folder(), place, StandardCopyOption.ATOMIC_MOVE);
      account.add(file.id().shard(), file.size(), 1);
      arrival.close();
    }
    Durable.syncFolder(place.getParent());
    return true;
  }

  @Override
  public Optional<StoredFile> find(String tenant, FileId id) throws IOException {
    // On a file system that ignores case, the folder may be another tenant's.
    return entry(tenant, id).read().filter(file -> file.tenant().equals(tenant));
  }

  @Override
  public Optional<InputStream> open(String tenant, FileId id) throws IOException {
    return open(tenant, id, new ByteRange(0, Long.MAX_VALUE));
  }

  @Override
  public Optional<InputStream> open(String tenant, FileId id, ByteRange range) throws IOException {
    if (find(tenant, id).isEmpty()) {
      return Optional.empty();
    }
    try {
      FileChannel channel = FileChannel.open(entry(tenant, id).content(), StandardOpenOption.READ);
      channel.position(range.offset());
      return Optional.of(new BoundedInput(Channels.newInputStream(channel), range.length()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<URI> link(StoredFile file, LinkHeaders headers) {
    return Optional.empty();
  }

  @Override
  public Optional<Hold> hold(String tenant, FileId id) throws IOException {
    if (find(tenant, id).isEmpty()) {
      return Optional.empty();
    }
    FileEntry entry = entry(tenant, id);
    try {
      Path hold = entry.hold(UUID.randomUUID().toString());
      entry.use(clock.instant());
      if (entry.isClaimed()) {
        // Once nobody deletes, a file that still exists was spared, or was claimed by a
        // process that died.
        try (ProcessLock _ = ProcessLock.take(deleting)) {
          entry.giveBack();
        }
      }
      return entry.exists() ? Optional.of(() -> release(hold)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void release(Path hold) {
    try {
      Files.deleteIfExists(hold);
    } catch (IOException e) {
      LOG.warn("A hold on a file could not be deleted and is removed later: hold={}", hold, e);
    }
  }

  @Override
  public Standing look(String tenant, FileId id) throws IOException {
    FileEntry entry = entry(tenant, id);
    // The time is read before the holds. A hold that begins in between is seen when the file
    // is to be deleted.
    Optional<Instant> lastUsed = entry.lastUsed();
    if (lastUsed.isEmpty()) {
      return new Standing.Absent();
    }
    Set<String> holds = entry.holds();
    if (!holds.isEmpty()) {
      return new Standing.Held(holds);
    }
    Optional<StoredFile> file = find(tenant, id);
    return file.isPresent() ? new Standing.Idle(file.get(), lastUsed.get()) : new Standing.Absent();
  }

  @Override
  public boolean delete(Standing.Idle idle) throws IOException {
    StoredFile file = idle.file();
    Optional<FileEntry> taken;
    try (ProcessLock _ = ProcessLock.take(deleting)) {
      taken = take(entry(file.tenant(), file.id()), file, idle.lastUsed());
    }
    if (taken.isPresent()) {
      incoming.discard(taken.get());
    }
    return taken.isPresent();
  }

  private Optional<FileEntry> take(FileEntry entry, StoredFile file, Instant lastUsed)
      throws IOException {
    if (!entry.claim()) {
      return Optional.empty();
    }
    if (!entry.lastUsed().equals(Optional.of(lastUsed)) || !entry.holds().isEmpty()) {
      entry.giveBack();
      return Optional.empty();
    }
    try (UsageBook.Account account = usage.open(file.tenant())) {
      Optional<FileEntry> taken = incoming.takeBack(entry);
      if (taken.isPresent()) {
        account.add(file.id().shard(), -file.size(), -1);
      }
      return taken;
    }
  }

  @Override
  public Usage usage(String tenant) throws IOException {
    DirectoryCensus.requireTenant(tenant);
    try (UsageBook.Account account = usage.open(tenant)) {
      return account.usage();
    }
  }

  private FileEntry entry(String tenant, FileId id) {
    return census.entry(tenant, id);
  }
}
