package dev.offload.lifecycle.limit;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.LimitUse.Next;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// A limit's entry in its stored form: flat, with null for what is absent. The rate of `tokens`
/// is that of `rule`.
public record StoredLimit(
    LimitScope scope,
    LimitRule rule,
    long ruleVersion,
    Tokens tokens,
    Map<Integer, Share> shares,
    long turn,
    LimitStatus shown,
    Instant shownAt,
    Instant armed) {

  /// What the coordinator knows of one partition.
  ///
  /// @param silentSince null if an earlier release stored it
  record Share(
      long ledger,
      long told,
      List<Next> next,
      int waiting,
      long starts,
      long granted,
      long returned,
      long turn,
      long read,
      Instant silentSince) {
    static Share of(KnownPartition known) {
      return new Share(
          known.ledger(),
          known.told(),
          known.next(),
          known.waiting(),
          known.starts(),
          known.granted(),
          known.returned(),
          known.turn(),
          known.read(),
          known.silentSince());
    }

    KnownPartition known() {
      return new KnownPartition(
          ledger,
          told,
          next,
          waiting,
          starts,
          granted,
          returned,
          turn,
          read,
          silentSince == null ? Instant.EPOCH : silentSince);
    }
  }

  /// The tokens that were left at a point in time; see [TokenBucket].
  record Tokens(long level, Instant at) {}

  public static StoredLimit of(StoredEntry<Optional<LimitEntry>, Due> kept) {
    LimitEntry entry = kept.entry().orElseThrow();
    KnownRule known = entry.allowance().known();
    return new StoredLimit(
        entry.scope(),
        known.rule().orElse(null),
        known.version(),
        entry
            .allowance()
            .tokens()
            .map(bucket -> new Tokens(bucket.level(), bucket.at()))
            .orElse(null),
        mapped(entry.partitions().byPartition(), Share::of),
        entry.partitions().turn(),
        entry.shown().status().orElse(null),
        entry.shown().at(),
        kept.armed().map(Deadline::at).orElse(null));
  }

  public StoredEntry<Optional<LimitEntry>, Due> kept() {
    KnownRule known = new KnownRule(Optional.ofNullable(rule), ruleVersion);
    Optional<TokenBucket> bucket =
        Optional.ofNullable(tokens)
            .map(left -> new TokenBucket(rule.rate(), left.level(), left.at()));
    LimitEntry entry =
        new LimitEntry(
            scope,
            new Allowance(known, bucket),
            new KnownPartitions(mapped(shares, Share::known), turn),
            new ShownStatus(Optional.ofNullable(shown), shownAt));
    return new StoredEntry<>(
        Optional.of(entry), Optional.ofNullable(armed).map(at -> new Deadline<>(Due.LOOK, at)));
  }

  private static <A, B> SortedMap<Integer, B> mapped(
      Map<Integer, A> byPartition, Function<A, B> form) {
    SortedMap<Integer, B> mapped = new TreeMap<>();
    byPartition.forEach((partition, one) -> mapped.put(partition, form.apply(one)));
    return mapped;
  }
}
