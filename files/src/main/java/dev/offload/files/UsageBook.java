package dev.offload.files;

import dev.offload.disk.ProcessLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// How much each tenant's files take. There is a small file per tenant with a sum for each
/// shard. A process that adds or removes a file locks the sums meanwhile.
///
/// If a process dies between changing a file and its sum, the sum is wrong until the shard is
/// counted again.
final class UsageBook {
  private static final int SUM_BYTES = 2 * Long.BYTES;
  private static final int BOOK_BYTES = FileId.SHARDS * SUM_BYTES;

  /// Counts existing files.
  interface Census {
    Usage count(String tenant, int shard) throws IOException;
  }

  private final Path folder;
  private final Census census;

  UsageBook(Path folder, Census census) {
    this.folder = folder;
    this.census = census;
  }

  /// A tenant's sums, which nobody else changes until this is closed. If a tenant has no sums yet,
  /// its files are counted.
  Account open(String tenant) throws IOException {
    ProcessLock lock = ProcessLock.take(folder.resolve(tenant));
    boolean isOpen = false;
    try {
      Account account = new Account(tenant, lock);
      account.read();
      isOpen = true;
      return account;
    } finally {
      if (!isOpen) {
        lock.close();
      }
    }
  }

  final class Account implements AutoCloseable {
    private final String tenant;
    private final ProcessLock lock;
    private final ByteBuffer sums = ByteBuffer.allocate(BOOK_BYTES);

    private Account(String tenant, ProcessLock lock) {
      this.tenant = tenant;
      this.lock = lock;
    }

    Usage usage() {
      Usage all = Usage.NONE;
      for (int shard = 0; shard < FileId.SHARDS; shard++) {
        all = all.plus(of(shard));
      }
      return all;
    }

    void add(int shard, long bytes, int files) throws IOException {
      write(shard, of(shard).plus(bytes, files));
    }

    void recount(int shard) throws IOException {
      Usage counted = census.count(tenant, shard);
      if (!counted.equals(of(shard))) {
        write(shard, counted);
      }
    }

    private Usage of(int shard) {
      int at = shard * SUM_BYTES;
      return new Usage(sums.getLong(at), sums.getLong(at + Long.BYTES));
    }

    private void write(int shard, Usage usage) throws IOException {
      int at = shard * SUM_BYTES;
      sums.putLong(at, usage.bytes()).putLong(at + Long.BYTES, usage.files());
      writeAt(at, SUM_BYTES);
    }

    private void read() throws IOException {
      FileChannel file = lock.channel();
      if (file.size() == BOOK_BYTES) {
        while (sums.hasRemaining() && file.read(sums, sums.position()) >= 0) {
          // A read may return fewer bytes than the file has.
        }
      } else {
        for (int shard = 0; shard < FileId.SHARDS; shard++) {
          Usage counted = census.count(tenant, shard);
          sums.putLong(counted.bytes()).putLong(counted.files());
        }
        writeAt(0, BOOK_BYTES);
      }
    }

    private void writeAt(int at, int length) throws IOException {
      ByteBuffer part = sums.slice(at, length);
      while (part.hasRemaining()) {
        lock.channel().write(part, (long) at + part.position());
      }
    }

    @Override
    public void close() throws IOException {
      lock.close();
    }
  }
}
