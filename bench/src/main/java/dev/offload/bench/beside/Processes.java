package dev.offload.bench.beside;

import dev.offload.disk.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Child processes with a directory for what they write. They are ended together, the last one
/// first, and then the directory goes.
final class Processes implements AutoCloseable {
  private final Path scratch;
  private final Deque<Child> processes = new ArrayDeque<>();

  private Processes(Path scratch) {
    this.scratch = scratch;
  }

  static Processes none() throws IOException {
    return new Processes(Files.createTempDirectory("offload-bench-"));
  }

  Path scratch() {
    return scratch;
  }

  Child start(String name, Path directory, List<String> command) throws IOException {
    Child child = Child.start(name, directory, scratch.resolve(name + ".log"), command);
    processes.push(child);
    return child;
  }

  Duration cpu() {
    return processes.stream().map(Child::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() throws IOException {
    processes.forEach(Child::close);
    Trees.delete(scratch);
  }
}
