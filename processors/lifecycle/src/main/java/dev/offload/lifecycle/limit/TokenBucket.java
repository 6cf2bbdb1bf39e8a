package dev.offload.lifecycle.limit;

import dev.offload.schemas.config.Rate;
import java.time.Duration;
import java.time.Instant;

/// The tokens that a limit's rate has left at a point in time.
///
/// `level` counts parts of a token. A token has as many parts as `per` has milliseconds, so
/// exactly `count` parts are added in each millisecond, and nothing is ever rounded. The level
/// is negative after a task that weighs more than the bucket holds: its debt is paid first.
record TokenBucket(Rate rate, long level, Instant at) {

  static TokenBucket full(Rate rate, Instant at) {
    return new TokenBucket(rate, capacity(rate), at);
  }

  boolean hasFor(int weight, Instant now) {
    return levelAfter(millisUntil(now)) >= needed(weight);
  }

  /// The bucket after a task of this weight was taken out.
  TokenBucket without(int weight, Instant now) {
    long millis = millisUntil(now);
    return new TokenBucket(rate, levelAfter(millis) - weight * parts(rate), at.plusMillis(millis));
  }

  /// When it has tokens for a task of this weight, if nothing else is taken out.
  Instant hasForAt(int weight) {
    return at.plusMillis(millisTo(needed(weight)));
  }

  Instant fullAt() {
    return at.plusMillis(millisTo(capacity(rate)));
  }

  /// The same tokens in a bucket of another rate, as far as they fit in. A rest that the other
  /// rate can't count is dropped.
  TokenBucket under(Rate other, Instant now) {
    long millis = millisUntil(now);
    long level = levelAfter(millis);
    long tokens = Math.floorDiv(level, parts(rate)) * parts(other);
    long rest = Math.floorMod(level, parts(rate)) * parts(other) / parts(rate);
    return new TokenBucket(other, Math.min(tokens + rest, capacity(other)), at.plusMillis(millis));
  }

  /// The same bucket for a clock that is at `now`, which may be earlier than it was.
  TokenBucket notAfter(Instant now) {
    return at.isAfter(now) ? new TokenBucket(rate, level, now) : this;
  }

  /// A task that weighs more than the bucket holds needs a full one.
  private long needed(int weight) {
    return Math.min(weight, rate.burst()) * parts(rate);
  }

  private long levelAfter(long millis) {
    boolean isFull = millis >= millisTo(capacity(rate));
    return isFull ? capacity(rate) : level + millis * rate.count();
  }

  /// How many milliseconds after `at` it has this level.
  private long millisTo(long wanted) {
    return level >= wanted ? 0 : Math.ceilDiv(wanted - level, rate.count());
  }

  private long millisUntil(Instant now) {
    return Math.max(0, Duration.between(at, now).toMillis());
  }

  private static long capacity(Rate rate) {
    return rate.burst() * parts(rate);
  }

  /// How many parts a token has.
  private static long parts(Rate rate) {
    return rate.per().toMillis();
  }
}
