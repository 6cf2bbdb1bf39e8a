package dev.offload.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of an S3 store that are not whole.
///
/// ```
/// begin:  files/<tenant>/<xx>/<id>: taken ─► partial/<tenant>/<id>     counts with its whole size
/// append: claim ─► part or tail ─► arrival, if it is as it was ─► …
/// end:    last part ─► arrival: whole ─► content of all parts ─► files/<tenant>/<xx>/<id>: a file
/// ```
/// The arrival is replaced only if nobody else has replaced it, so two processes never both
/// continue an upload. A claim says how long others wait. If the process dies when the arrival
/// is whole, the next process that looks takes the last steps.
final class S3PartialFiles implements PartialFiles {
  private static final Logger LOG = LoggerFactory.getLogger(S3PartialFiles.class);
  private static final int STRIPES = 64;

  /// The only piece of an empty file.
  private static final Piece NOTHING =
      new Piece(0, OptionalLong.of(0), Optional.empty(), InputStream.nullInputStream());

  private final S3Bucket bucket;
  private final S3Census census;
  private final S3FileStore files;
  private final S3Usage usage;
  private final Path directory;
  private final StoreLimits limits;
  private final int mostPerTenant;
  private final InstantSource clock;
  private final ReentrantLock[] beginning =
      IntStream.range(0, STRIPES).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  S3PartialFiles(
      S3Bucket bucket,
      S3FileStore files,
      S3Usage usage,
      Path directory,
      StoreLimits limits,
      int mostPerTenant,
      InstantSource clock) {
    this.bucket = bucket;
    this.census = new S3Census(bucket, clock);
    this.files = files;
    this.usage = usage;
    this.directory = directory;
    this.limits = limits;
    this.mostPerTenant = mostPerTenant;
    this.clock = clock;
  }

  @Override
  public Creating begin(String tenant, NewPartialFile file) throws IOException {
    if (limits.reserve().shortage().isPresent()) {
      return new Creating.NoRoom();
    }
    PartialFile partial = PartialFile.begin(tenant, file, clock.instant());
    // Uploads of a tenant begin one at a time, so that it never has more than it may.
    ReentrantLock lock = beginning[Math.floorMod(tenant.hashCode(), STRIPES)];
    lock.lock();
    try {
      Optional<Creating> refused = reserve(partial);
      if (refused.isPresent()) {
        return refused.get();
      }
    } finally {
      lock.unlock();
    }
    return file.size() == 0
            && append(tenant, partial.id(), NOTHING)
                instanceof Appending.FileMismatch(Sha256 asked, Sha256 actual)
        ? new Creating.FileMismatch(asked, actual)
        : new Creating.Created(new Arrival(partial, 0, partial.createdAt()));
  }

  private Optional<Creating> reserve(PartialFile file) throws IOException {
    if (census.partialIds(file.tenant()).size() >= mostPerTenant) {
      return Optional.of(new Creating.TooMany(mostPerTenant));
    }
    Quota quota = limits.quotas().apply(file.tenant());
    boolean isCounted = false;
    boolean isBegun = false;
    try {
      files.take(file.tenant(), file.id());
      isCounted = usage.add(file.tenant(), file.id().shard(), file.size(), quota);
      if (isCounted) {
        bucket.put(S3Keys.partial(file.tenant(), file.id()), S3Arrival.begin(file).json());
        isBegun = true;
      }
    } finally {
      if (!isBegun) {
        takeBack(file, isCounted);
      }
    }
    return isBegun ? Optional.empty() : Optional.of(new Creating.OverQuota(quota));
  }

  /// Deletes the objects of an upload that could not begin. The arrival may have been written.
  private void takeBack(PartialFile file, boolean isCounted) {
    try {
      bucket.delete(S3Keys.partial(file.tenant(), file.id()));
      if (isCounted) {
        usage.remove(file.tenant(), file.id().shard(), file.size());
      }
      bucket.delete(S3Keys.file(file.tenant(), file.id()));
    } catch (IOException e) {
      LOG.warn(
          "The objects of an upload that did not begin could not be deleted and are removed later",
          e);
    }
  }

  @Override
  public Optional<Arrival> find(String tenant, FileId id) throws IOException {
    Optional<S3Arrival> arrival = S3Arrival.read(bucket, tenant, id);
    if (arrival.isEmpty() || arrival.get().isAbandoned()) {
      return Optional.empty();
    }
    if (arrival.get().stage() instanceof S3Arrival.Whole) {
      var _ = publish(arrival.get());
      return Optional.empty();
    }
    return arrival.map(S3Arrival::told);
  }

  @Override
  public boolean isBusy(String tenant, FileId id) throws IOException {
    return S3Arrival.read(bucket, tenant, id)
        .filter(arrival -> arrival.isBeingWritten(clock.instant()))
        .isPresent();
  }

  @Override
  public Appending append(String tenant, FileId id, Piece piece) throws IOException {
    Optional<S3Arrival.Read> read = S3Arrival.readWithTag(bucket, tenant, id);
    if (read.isEmpty()) {
      return new Appending.Absent();
    }
    S3Arrival arrival = read.get().arrival();
    return switch (arrival.stage()) {
      case S3Arrival.Abandoned _ -> new Appending.Absent();
      case S3Arrival.Whole _ -> {
        Optional<StoredFile> whole = publish(arrival);
        yield whole.isPresent()
            ? new Appending.WrongOffset(whole.get().size())
            : new Appending.Absent();
      }
      case S3Arrival.Written(String _, Instant until) when clock.instant().isBefore(until) ->
          new Appending.Busy();
      case S3Arrival.Waiting _, S3Arrival.Written _ -> append(read.get(), piece);
    };
  }

  private Appending append(S3Arrival.Read read, Piece piece) throws IOException {
    S3Arrival arrival = read.arrival();
    if (piece.offset() != arrival.offset()) {
      return new Appending.WrongOffset(arrival.offset());
    }
    PartialFile file = arrival.file();
    if (piece.size().orElse(0) > file.size() - arrival.offset()) {
      return new Appending.TooLong(file.size());
    }
    try (S3PieceWriter writer =
        S3PieceWriter.open(bucket, read, piece, directory, limits.reserve(), clock).orElse(null)) {
      return writer == null ? new Appending.Busy() : write(writer, file);
    } catch (S3PieceWriter.Overtaken e) {
      LOG.warn("A piece was dropped: file={}", file.id(), e);
      return new Appending.Busy();
    } catch (IOException e) {
      if (OutOfRoom.isToldBy(e)) {
        return new Appending.NoRoom();
      }
      throw e;
    }
  }

  private Appending write(S3PieceWriter writer, PartialFile file) throws IOException {
    return switch (writer.write()) {
      case SETTLED -> new Appending.Appended(writer.settled().told());
      case TOO_LONG -> new Appending.TooLong(file.size());
      case HAS_ANOTHER_HASH -> new Appending.PieceMismatch();
      case WHOLE -> complete(writer, file, writer.wholeHash());
    };
  }

  private Appending complete(S3PieceWriter writer, PartialFile file, Sha256 sha256)
      throws IOException {
    if (file.expected() != null && !file.expected().equals(sha256)) {
      remove(writer.abandon());
      return new Appending.FileMismatch(file.expected(), sha256);
    }
    Optional<StoredFile> whole = publish(writer.complete(file.completed(sha256, clock.instant())));
    return whole.isPresent() ? new Appending.Completed(whole.get()) : new Appending.Absent();
  }

  /// Takes the last steps of a file that is whole, or those that a dead process has left. Another
  /// process may do the same at the same time, and the file may be deleted right after.
  ///
  /// @return empty if it has been
  private Optional<StoredFile> publish(S3Arrival arrival) throws IOException {
    StoredFile file = ((S3Arrival.Whole) arrival.stage()).file();
    Optional<String> tag = S3FileEntry.tagIfTaken(bucket, file.tenant(), file.id());
    if (tag.isPresent()) {
      makeContent(arrival, file);
    }
    boolean hasAppeared = tag.isPresent() && files.appear(file, tag.get());
    boolean isThere = hasAppeared || files.find(file.tenant(), file.id()).isPresent();
    clear(file.tenant(), file.id());
    return isThere ? Optional.of(file) : Optional.empty();
  }

  private void makeContent(S3Arrival arrival, StoredFile file) throws IOException {
    String key = S3Keys.content(file.tenant(), file.id());
    if (arrival.parts().upload() == null) {
      return;
    }
    try {
      bucket.completeParts(key, arrival.parts().upload(), arrival.parts().done());
    } catch (IOException e) {
      // Another process may have done so before, and the file may even have been deleted
      // since.
      if (!bucket.size(key).equals(Optional.of(file.size()))
          && S3FileEntry.tagIfTaken(bucket, file.tenant(), file.id()).isPresent()) {
        throw e;
      }
    }
  }

  /// Deletes the objects that only an upload has. The arrival is deleted last.
  private void clear(String tenant, FileId id) throws IOException {
    for (S3Bucket.Listed tail : S3Pages.all(bucket.list(S3Keys.tails(tenant, id)))) {
      bucket.delete(tail.key());
    }
    bucket.delete(S3Keys.partial(tenant, id));
  }

  @Override
  public Abandoning abandon(String tenant, FileId id) throws IOException {
    Optional<S3Arrival.Read> read = S3Arrival.readWithTag(bucket, tenant, id);
    if (read.isEmpty()) {
      return Abandoning.ABSENT;
    }
    S3Arrival arrival = read.get().arrival();
    return switch (arrival.stage()) {
      case S3Arrival.Abandoned _ -> Abandoning.ABSENT;
      case S3Arrival.Whole _ -> {
        var _ = publish(arrival);
        yield Abandoning.ABSENT;
      }
      case S3Arrival.Written(String _, Instant until) when clock.instant().isBefore(until) ->
          Abandoning.BUSY;
      case S3Arrival.Waiting _, S3Arrival.Written _ ->
          isAbandoned(read.get()) ? Abandoning.ABANDONED : Abandoning.BUSY;
    };
  }

  /// Returns false if somebody else has changed it meanwhile.
  private boolean isAbandoned(S3Arrival.Read read) throws IOException {
    S3Arrival abandoned = read.arrival().in(new S3Arrival.Abandoned(clock.instant()));
    String key = S3Keys.partial(abandoned.file().tenant(), abandoned.file().id());
    if (bucket.replaceWithOwn(key, read.etag(), abandoned.json()).isEmpty()) {
      return false;
    }
    remove(abandoned);
    return true;
  }

  private void remove(S3Arrival abandoned) throws IOException {
    PartialFile file = abandoned.file();
    usage.remove(file.tenant(), file.id().shard(), file.size());
    bury(abandoned);
  }

  private void bury(S3Arrival abandoned) throws IOException {
    PartialFile file = abandoned.file();
    String content = S3Keys.content(file.tenant(), file.id());
    if (abandoned.parts().upload() != null) {
      bucket.abortParts(content, abandoned.parts().upload());
    }
    bucket.delete(content);
    bucket.delete(S3Keys.file(file.tenant(), file.id()));
    clear(file.tenant(), file.id());
  }

  @Override
  public Usage expire(String tenant, Instant before) throws IOException {
    Usage expired = Usage.NONE;
    for (FileId id : census.partialIds(tenant)) {
      try {
        expired = expired.plus(expire(tenant, id, before));
      } catch (StoreUnavailable e) {
        throw e;
      } catch (IOException e) {
        // This upload is damaged, and must not keep others from being collected.
        LOG.warn("An upload can't be read or completed, and is left as it is: file={}", id, e);
      }
    }
    return expired;
  }

  private Usage expire(String tenant, FileId id, Instant before) throws IOException {
    Optional<S3Arrival.Read> read = S3Arrival.readWithTag(bucket, tenant, id);
    if (read.isEmpty()) {
      return Usage.NONE;
    }
    S3Arrival arrival = read.get().arrival();
    if (arrival.stage() instanceof S3Arrival.Abandoned(Instant since)) {
      if (!since.isAfter(clock.instant().minus(S3Shard.UNDER_WAY))) {
        bury(arrival); // a process died before it had
      }
      return Usage.NONE;
    }
    if (arrival.stage() instanceof S3Arrival.Whole) {
      var _ = publish(arrival);
      return Usage.NONE;
    }
    boolean isOld = arrival.lastPiece().isBefore(before);
    return isOld && !arrival.isBeingWritten(clock.instant()) && isAbandoned(read.get())
        ? new Usage(arrival.offset(), 1)
        : Usage.NONE;
  }
}
