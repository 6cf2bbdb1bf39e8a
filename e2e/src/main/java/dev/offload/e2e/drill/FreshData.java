package dev.offload.e2e.drill;

import dev.offload.disk.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs a drill on an empty data directory, which is kept if the drill fails.
final class FreshData {
  private FreshData() {}

  /// A drill on an empty data directory.
  interface OnData {
    Findings run(Path data) throws IOException, InterruptedException;
  }

  /// Returns the exit code of the command.
  static int onFreshData(OnData drill) throws IOException, InterruptedException {
    var data = Files.createTempDirectory("offload-drill-");
    var faults = drill.run(data).faults();
    if (faults.isEmpty()) {
      Trees.delete(data);
      System.out.println("Passed.");
      return 0;
    }
    faults.forEach(fault -> System.err.println("FAILED: " + fault));
    System.err.println("The data it failed on is kept in " + data);
    return 1;
  }
}
