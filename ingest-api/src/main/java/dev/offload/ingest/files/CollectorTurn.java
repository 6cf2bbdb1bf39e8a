package dev.offload.ingest.files;

import dev.offload.files.FileId;
import dev.offload.files.FileStore;
import dev.offload.files.Standing;
import dev.offload.files.StoreUpkeep;
import dev.offload.files.StoredFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One round through all files. A file is deleted in three steps:
///
/// ```
/// looked at: unused for so long, no hold ─► all submitted before is known: nothing needs it
///   ─► deleted, unless it has been held since it was looked at
/// ```
/// A submission holds its files from before it is written until the log has it. So a submission
/// that was written before the second step is known in that step. A later one has held the file
/// after the first step, or still holds it.
final class CollectorTurn {
  /// How many files are checked at once.
  private static final int BATCH = 500;

  private final FileStore files;
  private final StoreUpkeep upkeep;
  private final FileNeeds needs;
  private final StaleHolds holds;
  private final Instant usedBefore;
  private final Duration patience;
  private long kept;
  private long keptFiles;
  private long deletedBytes;
  private long deletedFiles;

  /// The outcome of a turn.
  record Result(long keptFiles, long keptBytes, long deletedFiles, long deletedBytes) {}

  /// This replica did not learn what is needed, so nothing more is deleted this time.
  static final class Uncertain extends Exception {
    private static final long serialVersionUID = 1;
  }

  /// @param usedBefore files that were used since are left alone
  CollectorTurn(
      FileStore files,
      StoreUpkeep upkeep,
      FileNeeds needs,
      StaleHolds holds,
      Instant usedBefore,
      Duration patience) {
    this.files = files;
    this.upkeep = upkeep;
    this.needs = needs;
    this.holds = holds;
    this.usedBefore = usedBefore;
    this.patience = patience;
  }

  Result run() throws IOException, InterruptedException, Uncertain {
    for (String tenant : upkeep.tenants()) {
      List<Standing.Idle> idle = new ArrayList<>();
      Function<StoredFile, Optional<Need>> needed = needs.of(tenant);
      for (int shard = 0; shard < FileId.SHARDS; shard++) {
        for (StoreUpkeep.Listed file : upkeep.list(tenant, shard)) {
          if (file.lastUsed().isBefore(usedBefore)) {
            look(tenant, file.id())
                .filter(one -> needed.apply(one.file()).isEmpty())
                .ifPresent(idle::add);
          }
        }
        if (idle.size() >= BATCH) {
          deleteUnneeded(tenant, idle);
          idle.clear();
        }
      }
      deleteUnneeded(tenant, idle);
      keptFiles += files.usage(tenant).files();
      kept += files.usage(tenant).bytes();
    }
    holds.endOfTurn();
    upkeep.tidy();
    return new Result(keptFiles, kept, deletedFiles, deletedBytes);
  }

  private Optional<Standing.Idle> look(String tenant, FileId id) throws IOException {
    return switch (files.look(tenant, id)) {
      case Standing.Absent _ -> Optional.empty();
      case Standing.Idle idle ->
          idle.lastUsed().isBefore(usedBefore) ? Optional.of(idle) : Optional.empty();
      case Standing.Held(var names) -> {
        for (String name : names) {
          if (holds.isStale(id + "/" + name)) {
            upkeep.drop(tenant, id, name);
          }
        }
        yield Optional.empty();
      }
    };
  }

  private void deleteUnneeded(String tenant, List<Standing.Idle> idle)
      throws IOException, InterruptedException, Uncertain {
    if (idle.isEmpty()) {
      return;
    }
    List<Standing.Idle> unneeded =
        needs.whenCurrent(patience, () -> unneeded(tenant, idle)).orElseThrow(Uncertain::new);
    for (Standing.Idle file : unneeded) {
      upkeep.renew();
      if (files.delete(file)) {
        deletedFiles++;
        deletedBytes += file.file().size();
      }
    }
  }

  private List<Standing.Idle> unneeded(String tenant, List<Standing.Idle> idle) {
    Function<StoredFile, Optional<Need>> needed = needs.of(tenant);
    return idle.stream().filter(one -> needed.apply(one.file()).isEmpty()).toList();
  }
}
