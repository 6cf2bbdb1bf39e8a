package dev.offload.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentHashMap;

/// Counts the bytes of files that this process is writing, by tenant. Such files take space
/// before any sum of usage has them, and for a long time if they arrive slowly.
final class ArrivingFiles {
  /// After how many bytes of a file the usage of the tenant's other files is read again.
  private static final int CHECK_EVERY = 1024 * 1024;

  private final ConcurrentHashMap<String, Long> bytes = new ConcurrentHashMap<>();

  /// Tells the size of a tenant's stored files.
  interface Arrived {
    long bytes(String tenant) throws IOException;
  }

  /// The tenant's stored and arriving files exceed its quota.
  static final class OverQuota extends IOException {
    private static final long serialVersionUID = 1;

    private OverQuota() {
      super("the tenant's quota is used up");
    }
  }

  /// Starts a file of `tenant`, which counts here until it is closed.
  OneFile begin(String tenant) {
    return new OneFile(tenant);
  }

  final class OneFile implements AutoCloseable {
    private final String tenant;
    private long own;

    private OneFile(String tenant) {
      this.tenant = tenant;
    }

    /// Counts the bytes of `content`. Reading fails with [OverQuota] once all of the tenant's
    /// files exceed `quota`.
    InputStream counted(InputStream content, Quota quota, Arrived arrived) {
      return new Counted(content, quota, arrived);
    }

    /// Call this when the file is stored and in the sum of usage, or when it is given up.
    @Override
    public void close() {
      bytes.computeIfPresent(tenant, (_, all) -> all == own ? null : all - own);
      own = 0;
    }

    private final class Counted extends FilterInputStream {
      private final Quota quota;
      private final Arrived arrived;
      private long others;
      private long nextLook;

      private Counted(InputStream content, Quota quota, Arrived arrived) {
        super(content);
        this.quota = quota;
        this.arrived = arrived;
      }

      @Override
      public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
      }

      private void count(int more) throws IOException {
        own += more;
        long arriving = bytes.merge(tenant, (long) more, Long::sum);
        if (own >= nextLook || others + arriving > quota.bytes()) {
          others = arrived.bytes(tenant);
          // These bytes are read last, so that a file that is stored in the meantime does not
          // count twice.
          arriving = bytes.getOrDefault(tenant, 0L);
          nextLook = own + CHECK_EVERY;
        }
        if (others + arriving > quota.bytes()) {
          throw new OverQuota();
        }
      }
    }
  }
}
