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
final class Children implements AutoCloseable {
  private final Path scratch;
  private final Deque<Child> children = new ArrayDeque<>();

  private Children(Path scratch) {
    this.scratch = scratch;
  }

  static Children none() throws IOException {
    return new Children(Files.createTempDirectory("offload-bench-"));
  }

  Path scratch() {
    return scratch;
  }

  Child start(String name, Path directory, List<String> command) throws IOException {
    Child child = Child.start(name, directory, scratch.resolve(name + ".log"), command);
    children.push(child);
    return child;
  }

  Duration cpu() {
    return children.stream().map(Child::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() throws IOException {
    children.forEach(Child::close);
    Trees.delete(scratch);
  }
}
