package dev.offload.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/// The upkeep of a store in S3.
///
/// The process that makes a round renews an object meanwhile, and empties it at the end. If it
/// stays as it is for a while, by the clock of another process, that process takes over.
/// Nothing breaks if two make a round. The object is never deleted, since no S3 server has to
/// look before that whose it is.
final class S3Upkeep implements StoreUpkeep {
  /// The time without a change after which the process that makes a round counts as dead.
  static final Duration DEAD_AFTER = Duration.ofMinutes(2);

  private static final Duration RENEW_EVERY = Duration.ofSeconds(30);
  private static final byte[] OVER = {};

  private final S3Bucket bucket;
  private final S3FileStore files;
  private final S3Usage usage;
  private final S3Census census;
  private final S3Sweep sweep;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private Seen seen;
  private Round round;
  private Walk walk;

  /// @param nanoTime of a monotonic clock
  S3Upkeep(
      S3Bucket bucket,
      S3FileStore files,
      S3Usage usage,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.bucket = bucket;
    this.files = files;
    this.usage = usage;
    this.census = new S3Census(bucket, clock);
    this.sweep = new S3Sweep(bucket, files, clock, nanoTime);
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /// The state of the round of another process, and when it was first seen.
  private record Seen(String etag, long at) {}

  @Override
  public synchronized Optional<UpkeepTurn> begin() throws IOException {
    byte[] own = UUID.randomUUID().toString().getBytes(UTF_8);
    if (!bucket.putNew(S3Keys.UPKEEP, own)) {
      Optional<S3Bucket.Content> other = bucket.get(S3Keys.UPKEEP);
      if (other.isPresent() && (isOver(other.get()) || hasDied(other.get().etag()))) {
        var _ = bucket.replace(S3Keys.UPKEEP, other.get().etag(), own);
      }
    }
    // Looked up, since S3's answer may have got lost and the request been sent again.
    Optional<S3Bucket.Content> begun =
        bucket.get(S3Keys.UPKEEP).filter(it -> Arrays.equals(it.bytes(), own));
    round = begun.map(it -> new Round(it.etag(), nanoTime.getAsLong())).orElse(null);
    return Optional.ofNullable(round);
  }

  private static boolean isOver(S3Bucket.Content round) {
    return round.bytes().length == 0;
  }

  private boolean hasDied(String etag) {
    long now = nanoTime.getAsLong();
    if (seen == null || !seen.etag().equals(etag)) {
      seen = new Seen(etag, now);
    }
    return now - seen.at() >= DEAD_AFTER.toNanos();
  }

  private final class Round implements UpkeepTurn {
    private String etag;
    private long renewedAt;

    private Round(String etag, long now) {
      this.etag = etag;
      this.renewedAt = now;
    }

    private void renew() throws IOException {
      long now = nanoTime.getAsLong();
      if (now - renewedAt >= RENEW_EVERY.toNanos()) {
        byte[] own = UUID.randomUUID().toString().getBytes(UTF_8);
        etag =
            bucket
                .replaceWithOwn(S3Keys.UPKEEP, etag, own)
                .orElseThrow(() -> new IOException("another process goes through the files"));
        renewedAt = now;
      }
    }

    @Override
    public void close() throws IOException {
      round = null;
      walk = null;
      var _ = bucket.replace(S3Keys.UPKEEP, etag, OVER); // unless another process has it by now
    }
  }

  @Override
  public boolean belongsTo(String log) throws IOException {
    byte[] own = (log + "\n").getBytes(UTF_8);
    Optional<S3Bucket.Content> found = bucket.get(S3Keys.LOG);
    if (found.isEmpty()) {
      boolean _ = bucket.putNew(S3Keys.LOG, own);
      found = bucket.get(S3Keys.LOG);
    }
    return found.isPresent() && new String(found.get().bytes(), UTF_8).strip().equals(log);
  }

  @Override
  public List<String> tenants() throws IOException {
    return census.tenants();
  }

  @Override
  public synchronized List<Listed> list(String tenant, int shard) throws IOException {
    renew();
    if (walk == null || !walk.isAt(tenant, shard)) {
      walk = new Walk(tenant, shard);
    }
    try {
      return walk.next();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public synchronized void renew() throws IOException {
    if (round != null) {
      round.renew();
    }
  }

  /// Goes through the shards of a tenant in their order, with one listing.
  private final class Walk {
    private final String tenant;
    private final ShardedListing entries;
    private final ShardedListing contents;
    private final Map<FileId, S3Arrival> arriving;
    private int shard;

    private Walk(String tenant, int shard) throws IOException {
      this.tenant = tenant;
      this.shard = shard;
      arriving = census.arriving(tenant);
      contents = new ShardedListing(bucket.list(S3Keys.tenant(S3Keys.CONTENT, tenant)));
      entries = new ShardedListing(bucket.list(S3Keys.tenant(S3Keys.FILES, tenant)));
    }

    private boolean isAt(String otherTenant, int otherShard) {
      return tenant.equals(otherTenant) && shard == otherShard;
    }

    private List<Listed> next() throws IOException {
      S3Shard seen = new S3Shard(arriving, contents.of(shard), entries.of(shard));
      Instant limit = clock.instant().minus(S3Shard.UNDER_WAY);
      List<Listed> alive = new ArrayList<>();
      for (Map.Entry<FileId, S3Bucket.Listed> one : seen.entries().entrySet()) {
        S3Bucket.Listed entry = one.getValue();
        if (S3FileEntry.isEmpty(entry)) {
          finishDeletion(one.getKey(), entry, limit);
        } else if (!S3FileEntry.isTaken(entry)) {
          alive.add(new Listed(one.getKey(), entry.changedAt()));
        }
      }
      usage.correct(tenant, shard, seen.usage());
      shard++;
      return alive;
    }

    /// Finishes a deletion that a dead process has left undone, unless its process may still
    /// be alive.
    private void finishDeletion(FileId id, S3Bucket.Listed entry, Instant limit)
        throws IOException {
      if (!entry.changedAt().isAfter(limit)) {
        renew();
        files.bury(tenant, id);
      }
    }
  }

  @Override
  public void drop(String tenant, FileId id, String hold) throws IOException {
    files.drop(tenant, id, hold);
  }

  @Override
  public void tidy() throws IOException {
    renew();
    try {
      sweep.run(this::renew);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
