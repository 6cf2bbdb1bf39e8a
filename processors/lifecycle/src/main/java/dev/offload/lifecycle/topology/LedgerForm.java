package dev.offload.lifecycle.topology;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.offload.lifecycle.limit.Ledger;
import dev.offload.lifecycle.limit.StoredLedger;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/// The bytes of a stored ledger, which are JSON, and its key, which is the limit's scope. A
/// ledger has no timer, so it needs no [StoredForm].
final class LedgerForm {
  private static final ObjectReader READER = Json.MAPPER.readerFor(StoredLedger.class);
  private static final ObjectWriter WRITER = Json.MAPPER.writerFor(StoredLedger.class);

  private LedgerForm() {}

  static Bytes key(LimitScope scope) {
    return Bytes.wrap(scope.text().getBytes(StandardCharsets.UTF_8));
  }

  static String text(Bytes key) {
    return new String(key.get(), StandardCharsets.UTF_8);
  }

  /// The scope of a key; empty if it is not one.
  static Optional<LimitScope> scope(Bytes key) {
    return LimitScope.tryParse(text(key));
  }

  static Ledger read(byte[] stored) {
    try {
      return READER.<StoredLedger>readValue(stored).ledger();
    } catch (IOException e) {
      throw new UncheckedIOException("a ledger can't be read", e);
    }
  }

  /// Null if there is no ledger.
  static byte[] write(Ledger ledger) {
    if (ledger == null) {
      return null;
    }
    try {
      return WRITER.writeValueAsBytes(StoredLedger.of(ledger));
    } catch (IOException e) {
      throw new UncheckedIOException("a ledger can't be stored", e);
    }
  }
}
