package dev.offload.lifecycle.limit;

import dev.offload.lifecycle.limit.Ledger.Totals;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.work.LimitUse;
import java.util.Optional;

/// A ledger in its stored form: flat, with null for what is absent.
public record StoredLedger(
    LimitScope scope,
    int partition,
    long number,
    long starts,
    long granted,
    long returned,
    LimitUse last,
    boolean asked) {

  public static StoredLedger of(Ledger ledger) {
    Totals totals = ledger.totals();
    return new StoredLedger(
        ledger.scope(),
        ledger.partition(),
        ledger.number(),
        totals.starts(),
        totals.granted(),
        totals.returned(),
        ledger.last().orElse(null),
        ledger.isAsked());
  }

  public Ledger ledger() {
    return new Ledger(
        scope,
        partition,
        number,
        new Totals(starts, granted, returned),
        Optional.ofNullable(last),
        asked);
  }
}
