package dev.offload.bench.training;

import dev.offload.bench.measure.Measure;
import dev.offload.bench.measure.Subject;
import dev.offload.disk.ProcessLock;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/// Makes the AOT cache of standalone: it holds the classes that a training run loaded, linked, and
/// what the JVM learned of their methods, so that the next process need not find that out again.
/// The JVM writes the cache when the run ends.
///
/// Nobody sees half a cache, or a cache of jars that have been rebuilt meanwhile.
///
/// @param cache the file; its directory is there
/// @param load what is done in the training run
record Training(Home home, Path cache, List<Measure> load) {
  /// The JVM reads and orders what it has recorded, at a lower priority than everything else.
  private static final Duration UNTIL_WRITTEN = Duration.ofMinutes(10);

  /// How it ended.
  enum Ending {
    MADE,
    ANOTHER_MAKES_IT
  }

  /// Throws if it leaves no cache.
  Ending run() throws IOException, InterruptedException {
    var lock = ProcessLock.takeIfFree(beside(".lock"));
    if (lock.isEmpty()) {
      return Ending.ANOTHER_MAKES_IT;
    }
    try (var _ = lock.get()) {
      make();
      return Ending.MADE;
    }
  }

  private void make() throws IOException, InterruptedException {
    var fresh = beside(".new");
    Files.deleteIfExists(fresh);
    var built = Files.getLastModifiedTime(home.standaloneJar());
    var said = train(fresh);
    if (!Files.exists(fresh)) {
      throw new IOException("the JVM has written no cache:\n" + said);
    }
    if (!Files.getLastModifiedTime(home.standaloneJar()).equals(built)) {
      Files.delete(fresh);
      throw new IOException("standalone has been rebuilt meanwhile");
    }
    Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Returns what the process wrote to standard error.
  private String train(Path fresh) throws IOException, InterruptedException {
    var recording =
        home.withStandaloneOptions(
            List.of("-XX:AOTCacheOutput=" + fresh, "-Xlog:aot=warning:stderr"));
    try (var offload = StandaloneProcess.ephemeral(recording);
        var api = OffloadClient.of(offload.ready())) {
      var subject = new Subject(offload.ready(), api);
      for (var part : load) {
        var _ = part.run(subject);
      }
      var _ = offload.stop(UNTIL_WRITTEN);
      return offload.complaints();
    }
  }

  private Path beside(String suffix) {
    return cache.resolveSibling(cache.getFileName() + suffix);
  }
}
