package dev.offload.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file store in a directory.
///
/// ```
/// incoming/<id>/               being written or being deleted
/// tenants/<tenant>/<xx>/<id>/  a file: file.json, and content (a link to its blob)
/// blobs/<xx>/<sha256>          each content once
/// ```
///
/// A file is made in `incoming`, each step on the disk before the next, and appears under its
/// tenant by one atomic rename; it disappears by one as well.
public final class DirectoryFileStore implements FileStore {

  /// What may name a tenant's folder: no separator, and no dot at the start.
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private final Path tenants;
  private final BlobPool blobs;
  private final Incoming incoming;
  private final Reserve reserve;
  private final InstantSource clock;

  private DirectoryFileStore(
      Path tenants, BlobPool blobs, Incoming incoming, Reserve reserve, InstantSource clock) {
    this.tenants = tenants;
    this.blobs = blobs;
    this.incoming = incoming;
    this.reserve = reserve;
    this.clock = clock;
  }

  /// Opens the store in `root`, which is created if missing, and sweeps what uploads left there
  /// that ended with their process.
  public static DirectoryFileStore open(Path root, InstantSource clock) throws IOException {
    return open(root, Reserve.none(), clock);
  }

  /// The same, of a store that takes nothing where `reserve` lacks room.
  public static DirectoryFileStore open(Path root, Reserve reserve, InstantSource clock)
      throws IOException {
    BlobPool blobs = new BlobPool(folder(root, "blobs"));
    Incoming incoming = new Incoming(folder(root, "incoming"), blobs);
    incoming.sweep(clock.instant());
    return new DirectoryFileStore(folder(root, "tenants"), blobs, incoming, reserve, clock);
  }

  private static Path folder(Path root, String name) throws IOException {
    Path folder = root.toAbsolutePath().resolve(name);
    Durable.createFolders(folder);
    return folder;
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
    try {
      Storing outcome = fill(entry, tenant, id, file, content);
      if (outcome instanceof Storing.Stored) {
        publish(entry, place.folder());
        published = true;
      }
      return outcome;
    } finally {
      if (!published) {
        incoming.discard(entry);
        incoming.discard(place);
      }
    }
  }

  private Storing fill(FileEntry entry, String tenant, FileId id, NewFile file, InputStream content)
      throws IOException {
    Durable.Copied copied = Durable.copy(content, entry.content(), file.maxBytes(), reserve);
    if (copied.size() > file.maxBytes()) {
      return new Storing.TooLarge(file.maxBytes());
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
            clock.instant());
    entry.describe(stored);
    blobs.share(entry.content(), copied.sha256());
    return new Storing.Stored(stored);
  }

  private static void publish(FileEntry entry, Path place) throws IOException {
    Durable.syncFolder(entry.folder());
    Durable.createFolders(place.getParent());
    Files.move(entry.folder(), place, StandardCopyOption.ATOMIC_MOVE);
    Durable.syncFolder(place.getParent());
  }

  @Override
  public Optional<StoredFile> find(String tenant, FileId id) throws IOException {
    // The name of the folder may be another tenant's on a file system that ignores case.
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
  public boolean delete(String tenant, FileId id) throws IOException {
    if (find(tenant, id).isEmpty()) {
      return false;
    }
    Optional<FileEntry> leaving = incoming.takeBack(entry(tenant, id));
    if (leaving.isPresent()) {
      incoming.discard(leaving.get());
    }
    return leaving.isPresent();
  }

  private FileEntry entry(String tenant, FileId id) {
    return new FileEntry(home(tenant).resolve(id.shard()).resolve(id.value()));
  }

  private Path home(String tenant) {
    if (!TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException("a tenant's name cannot be a folder's: " + tenant);
    }
    return tenants.resolve(tenant);
  }
}
