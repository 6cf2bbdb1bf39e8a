package dev.offload.files;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// The objects of the files of one shard of a tenant, from listings.
///
/// A file's objects and the tenant's sums change one after the other, so some object of a file
/// exists before the sum counts the file, and until after the sum no longer counts it:
///
/// ```
/// stored at once:  content ─► sum ─► entry
/// in pieces:       entry, taken ─► sum ─► arrival
/// given up:        arrival, abandoned ─► sum ─► content, entry, arrival go
/// deleted:         entry, empty ─► sum ─► content, entry go
/// ```
/// @param arriving the tenant's uploads in pieces; they were read first
/// @param contents listed before the entries
record S3Shard(
    Map<FileId, S3Arrival> arriving,
    Map<FileId, S3Bucket.Listed> contents,
    Map<FileId, S3Bucket.Listed> entries) {

  /// The longest time that storing or deleting a file takes. After that, its process has died.
  static final Duration UNDER_WAY = Duration.ofMinutes(10);

  /// What its files take.
  Usage usage() {
    Usage usage = Usage.NONE;
    for (Map.Entry<FileId, S3Bucket.Listed> one : entries.entrySet()) {
      if (isThere(one.getKey(), one.getValue())) {
        usage = usage.plus(size(one.getKey()), 1);
      }
    }
    return usage;
  }

  private boolean isThere(FileId id, S3Bucket.Listed entry) {
    S3Arrival arrival = arriving.get(id);
    return S3FileEntry.isTaken(entry)
        ? arrival != null && !arrival.isAbandoned()
        : !S3FileEntry.isEmpty(entry);
  }

  /// A file that has just become whole may have had no content when the contents were listed.
  private long size(FileId id) {
    S3Arrival arrival = arriving.get(id);
    if (arrival != null) {
      return arrival.file().size();
    }
    S3Bucket.Listed content = contents.get(id);
    return content == null ? 0 : content.size();
  }

  /// Whether no file is being stored or deleted, so that it is certain which files the sum
  /// counts.
  boolean isSettled(Instant now) {
    Instant limit = now.minus(UNDER_WAY);
    return contents.entrySet().stream()
            .filter(content -> !entries.containsKey(content.getKey()))
            .noneMatch(content -> content.getValue().changedAt().isAfter(limit))
        && entries.entrySet().stream()
            .noneMatch(entry -> isUnderWay(entry.getKey(), entry.getValue(), limit));
  }

  private boolean isUnderWay(FileId id, S3Bucket.Listed entry, Instant limit) {
    if (S3FileEntry.isEmpty(entry)) {
      return entry.changedAt().isAfter(limit);
    }
    if (!S3FileEntry.isTaken(entry)) {
      return false;
    }
    S3Arrival arrival = arriving.get(id);
    return arrival == null
        ? entry.changedAt().isAfter(limit)
        : arrival.stage() instanceof S3Arrival.Abandoned(Instant since) && since.isAfter(limit);
  }
}
