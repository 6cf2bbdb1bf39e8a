package dev.offload.bench.training;

import dev.offload.bench.measure.Measures;
import dev.offload.e2e.process.Home;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What `./offload` runs in the background after a build.
@Command(
    name = "train",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Makes the AOT cache of standalone from a short load.")
public final class Train implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The cache.")
  private Path cache;

  @Override
  public Integer call() throws Exception {
    var ending =
        new Training(Home.here(), cache.toAbsolutePath(), Measures.ofEverythingShortly()).run();
    System.out.println(
        switch (ending) {
          case MADE -> "Made " + cache;
          case ANOTHER_MAKES_IT -> "Another process is making " + cache;
        });
    return 0;
  }
}
