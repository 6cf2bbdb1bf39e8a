package dev.offload.lifecycle.limit;

import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.LimitUse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the coordinator of a limit keeps: the limit's rule and tokens, what each partition uses
/// and wants, and what others can see of it. Its size depends on the number of partitions.
public record LimitEntry(
    LimitScope scope, Allowance allowance, KnownPartitions partitions, ShownStatus shown) {

  static LimitEntry opened(LimitScope scope, KnownRule rule, Instant now) {
    return new LimitEntry(
        scope, Allowance.of(rule, now), KnownPartitions.NONE, ShownStatus.nothing(now));
  }

  LimitEntry ruledBy(KnownRule rule, Instant now) {
    return new LimitEntry(scope, allowance.replacedBy(rule, now), partitions, shown);
  }

  LimitEntry after(LimitUse use, Instant now) {
    return new LimitEntry(scope, allowance, partitions.after(use, now), shown);
  }

  LimitEntry granting(int partition, int weight, Instant now) {
    return new LimitEntry(
        scope, allowance.without(weight, now), partitions.afterGrant(partition, now), shown);
  }

  LimitEntry tellingAgain(int partition, Instant now) {
    return new LimitEntry(scope, allowance, partitions.toldAgain(partition, now), shown);
  }

  LimitEntry showing(LimitStatus status, Instant now) {
    return new LimitEntry(scope, allowance, partitions, new ShownStatus(Optional.of(status), now));
  }

  LimitEntry notAfter(Instant now) {
    return new LimitEntry(
        scope, allowance.notAfter(now), partitions.notAfter(now), shown.notAfter(now));
  }

  /// Whether it has seen a time after `now`, because a clock was ahead.
  boolean isAheadOf(Instant now) {
    return allowance.isAheadOf(now) || partitions.isAheadOf(now) || shown.at().isAfter(now);
  }

  /// The partition whose turn it is, if there is room for its first task. While there is none,
  /// nobody overtakes it.
  Optional<Integer> nextWithRoom() {
    return partitions
        .whoseTurn()
        .filter(partition -> allowance.hasRoomFor(firstWeight(partition), partitions.used()));
  }

  int firstWeight(int partition) {
    return partitions.of(partition).orElseThrow().next().getFirst().weight();
  }

  boolean hasTokensFor(int partition, Instant now) {
    return allowance.hasTokensFor(firstWeight(partition), now);
  }

  /// Whether a new entry would be the same.
  boolean isForgettable(Instant now) {
    return partitions.byPartition().isEmpty() && allowance.isFull(now);
  }

  LimitStatus status() {
    return new LimitStatus(
        scope, allowance.known().rule().orElse(null), partitions.used(), partitions.waiting());
  }

  Optional<LimitGrant> grant(int partition) {
    return partitions.of(partition).map(known -> known.grant(scope, partition));
  }

  /// The partition that is to be told again what it was granted, since a record may be lost. It
  /// answers.
  Optional<Integer> toldAgain(Instant now) {
    return partitions
        .toldAgainNext()
        .filter(one -> !one.getValue().toldAgainAt().isAfter(now))
        .map(Map.Entry::getKey);
  }

  /// When something is to be granted, told, shown or forgotten unless something happens before.
  Optional<Instant> lookAt() {
    Stream<Instant> tokens =
        allowance.tokens().stream()
            .flatMap(
                bucket ->
                    partitions.byPartition().isEmpty()
                        ? Stream.of(bucket.fullAt())
                        : nextWithRoom().stream()
                            .map(partition -> bucket.hasForAt(firstWeight(partition))));
    Stream<Instant> again =
        partitions.toldAgainNext().map(one -> one.getValue().toldAgainAt()).stream();
    return Stream.of(tokens, again, shown.untilShown(status()).stream())
        .flatMap(times -> times)
        .min(Instant::compareTo);
  }
}
