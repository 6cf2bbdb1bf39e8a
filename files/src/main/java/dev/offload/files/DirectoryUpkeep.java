package dev.offload.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.disk.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The upkeep of a directory store.
final class DirectoryUpkeep implements StoreUpkeep {
  private final Path root;
  private final DirectoryCensus census;
  private final BlobPool blobs;
  private final Incoming incoming;
  private final UsageBook usage;
  private final InstantSource clock;

  DirectoryUpkeep(
      Path root,
      DirectoryCensus census,
      BlobPool blobs,
      Incoming incoming,
      UsageBook usage,
      InstantSource clock) {
    this.root = root;
    this.census = census;
    this.blobs = blobs;
    this.incoming = incoming;
    this.usage = usage;
    this.clock = clock;
  }

  @Override
  public Optional<UpkeepTurn> begin() throws IOException {
    return ProcessLock.takeIfFree(root.resolve("locks").resolve("upkeep")).map(lock -> lock::close);
  }

  /// A lock lasts as long as its process.
  @Override
  public void renew() {}

  @Override
  public boolean belongsTo(String log) throws IOException {
    Path file = root.resolve("log");
    try {
      return Files.readString(file).strip().equals(log);
    } catch (NoSuchFileException e) {
      Path fresh = root.resolve("log.new");
      Files.deleteIfExists(fresh);
      Durable.write(fresh, (log + "\n").getBytes(UTF_8));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      Durable.syncFolder(root);
      return true;
    }
  }

  @Override
  public List<String> tenants() throws IOException {
    return census.all();
  }

  @Override
  public List<Listed> list(String tenant, int shard) throws IOException {
    try (UsageBook.Account account = usage.open(tenant)) {
      account.recount(shard);
    }
    List<Listed> files = new ArrayList<>();
    for (FileId id : census.files(tenant, shard)) {
      Optional<Instant> lastUsed = census.entry(tenant, id).lastUsed();
      if (lastUsed.isPresent()) {
        files.add(new Listed(id, lastUsed.get()));
      }
    }
    return files;
  }

  @Override
  public void drop(String tenant, FileId id, String hold) throws IOException {
    census.entry(tenant, id).drop(hold);
  }

  @Override
  public void tidy() throws IOException {
    incoming.sweep(clock.instant());
    blobs.dropUnused();
  }
}
