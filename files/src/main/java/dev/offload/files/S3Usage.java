package dev.offload.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/// The usage of each tenant's files: an object per tenant with a sum for each shard. A process
/// that adds or removes a file replaces the object. If another process has changed the object
/// meanwhile, it tries again.
///
/// If a process dies between changing a file and its sum, the sum is wrong until the shard is
/// counted again.
final class S3Usage {
  private static final int SUM_BYTES = 2 * Long.BYTES;

  /// The length of the random bytes that make each version of an object different, so that a
  /// process recognises its own.
  private static final int NONCE_BYTES = Long.BYTES;

  private static final int BOOK_BYTES = NONCE_BYTES + FileId.SHARDS * SUM_BYTES;
  private static final int TRIES = 60;
  private static final int LONGEST_PAUSE_MILLIS = 250;
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final S3Bucket bucket;
  private final S3Census census;
  private final ConcurrentHashMap<String, Sums> tenants = new ConcurrentHashMap<>();

  S3Usage(S3Bucket bucket, S3Census census) {
    this.bucket = bucket;
    this.census = census;
  }

  /// A tenant's sums, now.
  Usage of(String tenant) throws IOException {
    return sums(tenant).now();
  }

  /// The bytes of a tenant's files, as they were at most a second ago.
  long recentBytes(String tenant) throws IOException {
    return sums(tenant).recent().bytes();
  }

  /// Adds a file, unless the tenant's files would exceed the quota.
  boolean add(String tenant, int shard, long bytes, Quota quota) throws IOException {
    return sums(tenant).change(shard, bytes, 1, Optional.of(quota));
  }

  /// Takes a file away.
  void remove(String tenant, int shard, long bytes) throws IOException {
    boolean _ = sums(tenant).change(shard, -bytes, -1, Optional.empty());
  }

  /// Corrects the sum of a shard. `seen` is what was counted a while ago. If it is not the sum, the
  /// files are counted again, since they may have become more or fewer. While one of them is on its
  /// way in or out, the sum stays as it is until the next round.
  void correct(String tenant, int shard, Usage seen) throws IOException {
    sums(tenant).correct(shard, seen);
  }

  private Sums sums(String tenant) {
    return tenants.computeIfAbsent(tenant, Sums::new);
  }

  /// The sums of a tenant. One thread of this process changes them at a time.
  private final class Sums {
    private final String tenant;
    private final String key;
    private final ReentrantLock lock = new ReentrantLock();
    private ByteBuffer book;
    private String etag;
    private long readAt;

    private Sums(String tenant) {
      this.tenant = tenant;
      this.key = S3Keys.usage(tenant);
    }

    Usage now() throws IOException {
      lock.lock();
      try {
        read();
        return all();
      } finally {
        lock.unlock();
      }
    }

    Usage recent() throws IOException {
      lock.lock();
      try {
        refresh();
        return all();
      } finally {
        lock.unlock();
      }
    }

    private void refresh() throws IOException {
      if (book == null || System.nanoTime() - readAt > FRESH.toNanos()) {
        read();
      }
    }

    boolean change(int shard, long bytes, int files, Optional<Quota> quota) throws IOException {
      lock.lock();
      try {
        for (int attempt = 0; attempt < TRIES; attempt++) {
          boolean isCurrent = book == null || attempt > 0;
          if (isCurrent) {
            read();
          }
          if (quota.isPresent() && !quota.get().allows(all().plus(bytes, files))) {
            if (isCurrent) {
              return false;
            }
            continue; // others may have deleted files
          }
          if (write(shard, sum(shard).plus(bytes, files))) {
            return true;
          }
          pause(attempt);
        }
        throw new StoreUnavailable("too many processes change the sums of one tenant at a time");
      } finally {
        lock.unlock();
      }
    }

    void correct(int shard, Usage seen) throws IOException {
      lock.lock();
      try {
        refresh();
        if (seen.equals(sum(shard))) {
          return;
        }
        read();
        Optional<Usage> counted = census.count(tenant, shard);
        if (counted.isPresent() && !counted.get().equals(sum(shard))) {
          boolean _ = write(shard, counted.get()); // or in the next round
        }
      } finally {
        lock.unlock();
      }
    }

    private Usage all() {
      Usage all = Usage.NONE;
      for (int shard = 0; shard < FileId.SHARDS; shard++) {
        all = all.plus(sum(shard));
      }
      return all;
    }

    private Usage sum(int shard) {
      int at = NONCE_BYTES + shard * SUM_BYTES;
      return new Usage(book.getLong(at), book.getLong(at + Long.BYTES));
    }

    private void read() throws IOException {
      Optional<S3Bucket.Content> content = bucket.get(key);
      if (content.isEmpty() || content.get().bytes().length != BOOK_BYTES) {
        count(content.map(S3Bucket.Content::etag));
        content = bucket.get(key);
      }
      S3Bucket.Content found = content.orElseThrow(() -> new IOException("gone: " + key));
      book = ByteBuffer.wrap(found.bytes().clone());
      etag = found.etag();
      readAt = System.nanoTime();
    }

    /// Creates the object from a count, unless another process is faster.
    private void count(Optional<String> damaged) throws IOException {
      ByteBuffer counted = ByteBuffer.allocate(BOOK_BYTES).putLong(nonce());
      for (Usage usage : census.count(tenant)) {
        counted.putLong(usage.bytes()).putLong(usage.files());
      }
      if (damaged.isPresent()) {
        var _ = bucket.replace(key, damaged.get(), counted.array());
      } else {
        boolean _ = bucket.putNew(key, counted.array());
      }
    }

    private boolean write(int shard, Usage usage) throws IOException {
      byte[] fresh = Arrays.copyOf(book.array(), BOOK_BYTES);
      int at = NONCE_BYTES + shard * SUM_BYTES;
      ByteBuffer.wrap(fresh)
          .putLong(0, nonce())
          .putLong(at, usage.bytes())
          .putLong(at + Long.BYTES, usage.files());
      Optional<String> replaced = bucket.replaceWithOwn(key, etag, fresh);
      if (replaced.isPresent()) {
        book = ByteBuffer.wrap(fresh);
        etag = replaced.get();
      }
      return replaced.isPresent();
    }

    private long nonce() {
      return ThreadLocalRandom.current().nextLong();
    }

    private void pause(int attempt) throws IOException {
      try {
        int most = Math.min(LONGEST_PAUSE_MILLIS, 2 << Math.min(attempt, 10));
        Thread.sleep(ThreadLocalRandom.current().nextInt(1, most + 1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
