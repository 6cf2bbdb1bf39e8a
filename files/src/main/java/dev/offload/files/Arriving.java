package dev.offload.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentHashMap;

/// The files that this process is just writing, by tenant. They take room before they are in any
/// sum, and one that comes slowly takes it for long.
final class Arriving {
  /// How much of one file comes between two looks at what the tenant's other files take.
  private static final int STRETCH_BYTES = 1024 * 1024;

  private final ConcurrentHashMap<String, Long> bytes = new ConcurrentHashMap<>();

  /// Tells what a tenant's files take that have arrived.
  interface Arrived {
    long bytes(String tenant) throws IOException;
  }

  /// There is more than the tenant may have, with all that is arriving.
  static final class OverQuota extends IOException {
    private static final long serialVersionUID = 1;

    private OverQuota() {
      super("the tenant's quota is spent");
    }
  }

  /// A file of `tenant`, which counts here until it is closed.
  OneFile begin(String tenant) {
    return new OneFile(tenant);
  }

  final class OneFile implements AutoCloseable {
    private final String tenant;
    private long own;

    private OneFile(String tenant) {
      this.tenant = tenant;
    }

    /// The bytes of `content`, which end in an [OverQuota] where all of the tenant's together are
    /// more than `quota` allows.
    InputStream counted(InputStream content, Quota quota, Arrived arrived) {
      return new Counted(content, quota, arrived);
    }

    /// It is in the sum of those that have arrived, or will never be.
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
          // Asked after that: a file that arrives meanwhile does not count twice.
          arriving = bytes.getOrDefault(tenant, 0L);
          nextLook = own + STRETCH_BYTES;
        }
        if (others + arriving > quota.bytes()) {
          throw new OverQuota();
        }
      }
    }
  }
}
