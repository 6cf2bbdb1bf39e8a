package dev.offload.lifecycle.topology;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.offload.lifecycle.group.StoredTally;
import dev.offload.lifecycle.group.Tally;
import dev.offload.lifecycle.limit.Ledger;
import dev.offload.lifecycle.limit.StoredLedger;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;

/// The bytes of what a partition keeps about a limit or a group: JSON. It has no timer, so it
/// needs no [StoredForm].
final class PartitionForm<T, S> {
  static final PartitionForm<Ledger, StoredLedger> LEDGERS =
      new PartitionForm<>("ledger", StoredLedger.class, StoredLedger::ledger, StoredLedger::of);

  static final PartitionForm<Tally, StoredTally> TALLIES =
      new PartitionForm<>("tally", StoredTally.class, StoredTally::tally, StoredTally::of);

  private final String what;
  private final ObjectReader reader;
  private final ObjectWriter writer;
  private final Function<S, T> read;
  private final Function<T, S> written;

  private PartitionForm(String what, Class<S> type, Function<S, T> read, Function<T, S> written) {
    this.what = what;
    this.reader = Json.MAPPER.readerFor(type);
    this.writer = Json.MAPPER.writerFor(type);
    this.read = read;
    this.written = written;
  }

  static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Bytes key) {
    return new String(key.get(), StandardCharsets.UTF_8);
  }

  T read(byte[] stored) {
    try {
      return read.apply(reader.readValue(stored));
    } catch (IOException e) {
      throw new UncheckedIOException("a " + what + " can't be read", e);
    }
  }

  /// Null if there is none, so that a store forgets it.
  byte[] write(T present) {
    if (present == null) {
      return null;
    }
    try {
      return writer.writeValueAsBytes(written.apply(present));
    } catch (IOException e) {
      throw new UncheckedIOException("a " + what + " can't be stored", e);
    }
  }
}
