package dev.offload.files;

import dev.offload.disk.ProcessLock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of a directory store that are not whole.
///
/// ```
/// begin:  incoming ─► partial/<tenant>/<id>      counts towards the quota with its whole size
/// append: lock ─► write ─► force ─► rename arrived-<n>
/// end:    write ─► force ─► hash ─► file.json ─► tenants/<tenant>/<xx>/<id>
/// ```
/// With `file.json` the file is whole. If the process dies before the move, whoever looks next
/// makes the move.
final class DirectoryPartialFiles implements PartialFiles {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryPartialFiles.class);
  private static final String LOCK = ".lock";
  private static final Duration A_LOOK = Duration.ofMillis(100);

  /// The only piece of an empty file.
  private static final Piece NOTHING =
      new Piece(0, OptionalLong.of(0), Optional.empty(), InputStream.nullInputStream());

  private final DirectoryCensus census;
  private final BlobPool blobs;
  private final Incoming incoming;
  private final UsageBook usage;
  private final Promises promises;
  private final StoreLimits limits;
  private final int mostPerTenant;
  private final InstantSource clock;
  private final HashesSoFar hashes = new HashesSoFar();

  DirectoryPartialFiles(
      DirectoryCensus census,
      BlobPool blobs,
      Incoming incoming,
      UsageBook usage,
      Promises promises,
      StoreLimits limits,
      int mostPerTenant,
      InstantSource clock) {
    this.census = census;
    this.blobs = blobs;
    this.incoming = incoming;
    this.usage = usage;
    this.promises = promises;
    this.limits = limits;
    this.mostPerTenant = mostPerTenant;
    this.clock = clock;
  }

  @Override
  public Creating begin(String tenant, NewPartialFile file) throws IOException {
    try {
      return begin(PartialFile.begin(tenant, file, clock.instant()));
    } catch (IOException e) {
      if (OutOfRoom.isToldBy(e)) {
        return new Creating.NoRoom();
      }
      throw e;
    }
  }

  private Creating begin(PartialFile file) throws IOException {
    Optional<Promises.Promise> room = promises.make(file.size(), limits.reserve());
    if (room.isEmpty()) {
      return new Creating.NoRoom();
    }
    try (Promises.Promise promise = room.get()) {
      Optional<Creating> refused = place(file);
      if (refused.isPresent()) {
        return refused.get();
      }
      promise.keep();
    }
    return file.size() == 0
            && append(file.tenant(), file.id(), NOTHING)
                instanceof Appending.FileMismatch(Sha256 asked, Sha256 actual)
        ? new Creating.FileMismatch(asked, actual)
        : new Creating.Created(new Arrival(file, 0, file.createdAt()));
  }

  /// Counts a new upload and moves it to its folder. Returns why it is refused, or empty.
  private Optional<Creating> place(PartialFile file) throws IOException {
    try (UsageBook.Account account = usage.open(file.tenant())) {
      Optional<Creating> refused = refused(file, account);
      if (refused.isPresent()) {
        return refused; // before anything is written
      }
    }
    Path place = census.partial(file.tenant(), file.id()).folder();
    FileEntry entry = incoming.begin(file.id());
    boolean isPublished = false;
    try {
      new PartialEntry(entry.folder()).begin(file);
      Durable.createFolders(place.getParent());
      try (UsageBook.Account account = usage.open(file.tenant())) {
        Optional<Creating> refused = refused(file, account);
        if (refused.isPresent()) {
          return refused;
        }
        Files.move(entry.folder(), place, StandardCopyOption.ATOMIC_MOVE);
        account.add(file.id().shard(), file.size(), 1);
        isPublished = true;
      }
      Durable.syncFolder(place.getParent());
    } finally {
      if (!isPublished) {
        incoming.discard(entry);
      }
    }
    return Optional.empty();
  }

  private Optional<Creating> refused(PartialFile file, UsageBook.Account account)
      throws IOException {
    Quota quota = limits.quotas().apply(file.tenant());
    if (!quota.allows(account.usage().plus(file.size(), 1))) {
      return Optional.of(new Creating.OverQuota(quota));
    }
    return census.partialIds(file.tenant()).size() < mostPerTenant
        ? Optional.empty()
        : Optional.of(new Creating.TooMany(mostPerTenant));
  }

  @Override
  public Optional<Arrival> find(String tenant, FileId id) throws IOException {
    PartialEntry entry = census.partial(tenant, id);
    if (entry.isWhole()) {
      try (ProcessLock lock = lockIfFree(entry)) {
        if (lock != null && entry.isWhole()) {
          publish(entry);
          return Optional.empty();
        }
      }
    }
    return own(tenant, entry.arrival());
  }

  @Override
  public boolean isBusy(String tenant, FileId id) throws IOException {
    PartialEntry entry = census.partial(tenant, id);
    if (own(tenant, entry.arrival()).isEmpty()) {
      return false;
    }
    try (ProcessLock lock = lockIfFree(entry)) {
      return lock == null;
    }
  }

  /// On a file system that ignores case, the folder may be another tenant's.
  private static Optional<Arrival> own(String tenant, Optional<Arrival> arrival) {
    return arrival.filter(one -> one.file().tenant().equals(tenant));
  }

  @Override
  public Appending append(String tenant, FileId id, Piece piece) throws IOException {
    PartialEntry entry = census.partial(tenant, id);
    if (own(tenant, entry.arrival()).isEmpty()) {
      return new Appending.Absent();
    }
    try (ProcessLock lock = lockUnlessWritten(entry)) {
      return lock == null ? new Appending.Busy() : appendLocked(entry, id, piece);
    } catch (IOException e) {
      if (OutOfRoom.isToldBy(e)) {
        return new Appending.NoRoom();
      }
      throw e;
    }
  }

  private Appending appendLocked(PartialEntry entry, FileId id, Piece piece) throws IOException {
    if (entry.isWhole()) {
      return new Appending.WrongOffset(publish(entry).size());
    }
    Optional<Arrival> found = entry.arrival();
    if (found.isEmpty()) {
      return new Appending.Absent();
    }
    Arrival arrival = found.get();
    if (piece.offset() != arrival.offset()) {
      return new Appending.WrongOffset(arrival.offset());
    }
    PartialFile file = arrival.file();
    if (piece.size().orElse(0) > file.size() - arrival.offset()) {
      return new Appending.TooLong(file.size());
    }
    PieceWriter writer = PieceWriter.open(entry, arrival, hashes.take(id), limits.reserve(), clock);
    boolean isWhole = false;
    try (writer) {
      return switch (writer.write(piece)) {
        case SETTLED -> new Appending.Appended(entry.arrival().orElseThrow());
        case TOO_LONG -> new Appending.TooLong(file.size());
        case HAS_ANOTHER_HASH -> new Appending.PieceMismatch();
        case WHOLE -> {
          Appending end = complete(entry, file, writer.wholeHash());
          isWhole = true;
          yield end;
        }
      };
    } finally {
      if (!isWhole) {
        writer.settledHash().ifPresent(hash -> hashes.keep(id, hash));
      }
    }
  }

  private Appending complete(PartialEntry entry, PartialFile file, Sha256 sha256)
      throws IOException {
    if (file.expected() != null && !file.expected().equals(sha256)) {
      remove(entry, file);
      return new Appending.FileMismatch(file.expected(), sha256);
    }
    entry.complete(file.completed(sha256, clock.instant()));
    return new Appending.Completed(publish(entry));
  }

  /// Moves a complete upload to the stored files, or takes the steps that a dead process has
  /// left undone.
  private StoredFile publish(PartialEntry entry) throws IOException {
    StoredFile file = entry.whole().read().orElseThrow();
    Path place = census.entry(file.tenant(), file.id()).folder();
    blobs.share(entry.content(), file.sha256());
    Durable.syncFolder(entry.folder());
    Durable.createFolders(place.getParent());
    try (UsageBook.Account _ = usage.open(file.tenant())) {
      Files.move(entry.folder(), place, StandardCopyOption.ATOMIC_MOVE);
    }
    Durable.syncFolder(place.getParent());
    // The entry is tidied after the move. Before it, the upload would be in neither place for
    // a while.
    new PartialEntry(place).tidy();
    Durable.syncFolder(entry.folder().getParent());
    Files.deleteIfExists(lock(entry));
    return file;
  }

  @Override
  public Abandoning abandon(String tenant, FileId id) throws IOException {
    PartialEntry entry = census.partial(tenant, id);
    if (own(tenant, entry.arrival()).isEmpty()) {
      return Abandoning.ABSENT;
    }
    try (ProcessLock lock = lockUnlessWritten(entry)) {
      if (lock == null) {
        return Abandoning.BUSY;
      }
      if (entry.isWhole()) {
        publish(entry);
        return Abandoning.ABSENT;
      }
      Optional<PartialFile> file = entry.read();
      if (file.isEmpty()) {
        return Abandoning.ABSENT;
      }
      remove(entry, file.get());
      return Abandoning.ABANDONED;
    }
  }

  private void remove(PartialEntry entry, PartialFile file) throws IOException {
    Optional<FileEntry> taken;
    try (UsageBook.Account account = usage.open(file.tenant())) {
      taken = incoming.takeBack(entry.whole());
      if (taken.isPresent()) {
        account.add(file.id().shard(), -file.size(), -1);
      }
    }
    if (taken.isPresent()) {
      incoming.discard(taken.get());
    }
    Files.deleteIfExists(lock(entry));
  }

  @Override
  public Usage expire(String tenant, Instant before) throws IOException {
    Usage expired = Usage.NONE;
    for (FileId id : census.partialIds(tenant)) {
      PartialEntry entry = census.partial(tenant, id);
      try {
        if (entry.isWhole() || isOlder(entry, before)) {
          expired = expired.plus(expire(entry, before));
        }
      } catch (IOException e) {
        // This upload is damaged, and must not keep others from being collected.
        LOG.warn("An upload can't be read, and is left as it is: folder={}", entry.folder(), e);
      }
    }
    dropLocks(tenant);
    return expired;
  }

  private Usage expire(PartialEntry entry, Instant before) throws IOException {
    try (ProcessLock lock = lockIfFree(entry)) {
      if (lock == null) {
        return Usage.NONE;
      }
      if (entry.isWhole()) {
        publish(entry);
        return Usage.NONE;
      }
      Optional<Arrival> arrival = entry.arrival();
      if (arrival.isEmpty() || !isOlder(entry, before)) {
        return Usage.NONE;
      }
      remove(entry, arrival.get().file());
      return new Usage(arrival.get().offset(), 1);
    }
  }

  private static boolean isOlder(PartialEntry entry, Instant before) throws IOException {
    return entry.arrival().filter(one -> one.lastPiece().isBefore(before)).isPresent();
  }

  /// Deletes locks of uploads that no longer exist. A process may have died before it deleted
  /// them.
  private void dropLocks(String tenant) throws IOException {
    Path folder = census.partials(tenant);
    for (String name : DirectoryCensus.names(folder)) {
      if (name.endsWith(LOCK)
          && !Files.exists(folder.resolve(name.substring(0, name.length() - LOCK.length())))) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }

  /// Null if somebody else has the lock.
  private static ProcessLock lockIfFree(PartialEntry entry) throws IOException {
    return ProcessLock.takeIfFree(lock(entry)).orElse(null);
  }

  /// Null if somebody else keeps the lock. A process that only checks whether the lock is free
  /// has it for a moment.
  private static ProcessLock lockUnlessWritten(PartialEntry entry) throws IOException {
    return ProcessLock.takeWithin(lock(entry), A_LOOK).orElse(null);
  }

  private static Path lock(PartialEntry entry) {
    return entry.folder().resolveSibling(entry.folder().getFileName() + LOCK);
  }
}
