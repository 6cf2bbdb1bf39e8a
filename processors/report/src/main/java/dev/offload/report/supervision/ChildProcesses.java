package dev.offload.report.supervision;

import dev.offload.report.protocol.Job;
import dev.offload.report.scratch.Scratch;
import java.io.IOException;

/// Runs jobs in child processes, one each.
public final class ChildProcesses {
  private final ChildLimits limits;
  private volatile ChildCommand command;

  public ChildProcesses(ChildLimits limits) {
    this.limits = limits;
  }

  public ChildLimits limits() {
    return limits;
  }

  /// Runs `job` in `scratch`, where its sources are and its files will be. The child is dead when
  /// this returns, however it does.
  public Ending run(Job job, Scratch scratch, Watcher watcher)
      throws IOException, InterruptedException {
    try (ChildProcess child = ChildProcess.start(command(), job, scratch, limits, watcher)) {
      return child.watch();
    }
  }

  /// Looked for when the first report is wanted: a process that has none need not have the jars.
  private ChildCommand command() {
    ChildCommand known = command;
    if (known == null) {
      known = new ChildCommand(ChildClassPath.find(), limits.heap());
      command = known;
    }
    return known;
  }
}
