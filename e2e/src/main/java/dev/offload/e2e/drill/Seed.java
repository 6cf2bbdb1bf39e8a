package dev.offload.e2e.drill;

import java.util.Random;
import picocli.CommandLine.Option;

/// What a drill leaves to chance: the option `--seed`, which repeats it.
final class Seed {
  @Option(
      names = "--seed",
      description = "Decides what is left to chance, such as the moments of kills; default: random")
  private Long given;

  long chosen() {
    return given == null ? new Random().nextLong() : given;
  }

  /// The same for a tool that takes no negative one.
  long notNegative() {
    return given == null ? new Random().nextInt(Integer.MAX_VALUE) : given;
  }
}
