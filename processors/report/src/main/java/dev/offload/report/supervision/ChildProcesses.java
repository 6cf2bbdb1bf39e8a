package dev.offload.report.supervision;

import dev.offload.report.protocol.Job;
import dev.offload.report.scratch.Scratch;
import java.io.IOException;

/// Runs each job in a child process.
public final class ChildProcesses {
  private final ChildLimits limits;
  private volatile ChildCommand command;

  public ChildProcesses(ChildLimits limits) {
    this.limits = limits;
  }

  public ChildLimits limits() {
    return limits;
  }

  /// Runs `job` in `scratch`, which has its sources and will have its files. The child is dead
  /// when this returns or throws.
  public Ending run(Job job, Scratch scratch, Watcher watcher)
      throws IOException, InterruptedException {
    try (ChildProcess child = ChildProcess.start(command(), job, scratch, limits, watcher)) {
      return child.watch();
    }
  }

  /// It is made for the first report, because a process without reports need not have the
  /// jars.
  private ChildCommand command() {
    ChildCommand known = command;
    if (known == null) {
      known = new ChildCommand(ChildClassPath.find(), limits.heap());
      command = known;
    }
    return known;
  }
}
