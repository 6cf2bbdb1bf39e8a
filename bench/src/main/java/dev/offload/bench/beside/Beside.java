package dev.offload.bench.beside;

import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One sitting with Offload and BullMQ on this machine. Both run all the time, and take turns to
/// work, so both meet the same machine.
public record Beside(Home home, Size size) {

  /// What has to be installed first, in one line. Empty if everything is there.
  public static Optional<String> missing() {
    return missing(Programs.onPath());
  }

  static Optional<String> missing(Programs programs) {
    List<String> missing = programs.missing(BullMq.PROGRAMS);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("%s not found. %s".formatted(String.join(", ", missing), BullMq.INSTALL));
  }

  public Comparison run() throws IOException, InterruptedException {
    note("starting both");
    try (Peer theirs = BullMq.start(home);
        Peer ours = OffloadPeer.start(home)) {
      return compare(ours, theirs, size);
    }
  }

  static Comparison compare(Peer ours, Peer theirs, Size size)
      throws IOException, InterruptedException {
    for (Peer peer : List.of(ours, theirs)) {
      warmUp(peer, size);
    }
    List<Map<Rate, Double>> our = new ArrayList<>();
    List<Map<Rate, Double>> their = new ArrayList<>();
    for (int round = 1; round <= size.rounds(); round++) {
      note("round %d of %d".formatted(round, size.rounds()));
      their.add(round(theirs, size).rates());
      our.add(round(ours, size).rates());
    }
    Map<String, String> versions = new HashMap<>(theirs.versions());
    versions.putAll(ours.versions());
    int cores = Runtime.getRuntime().availableProcessors();
    return new Comparison(theirs.name(), theirs.remark(), our, their, versions, cores);
  }

  private static void warmUp(Peer peer, Size size) throws IOException, InterruptedException {
    long end = System.nanoTime() + size.warmUp().toNanos();
    boolean isWarm = size.warmUp().isZero();
    while (!isWarm) {
      note("to warm up");
      var _ = round(peer, size.toWarmUp());
      isWarm = System.nanoTime() >= end;
    }
  }

  private static Round round(Peer peer, Size size) throws IOException, InterruptedException {
    Round round = Round.of(peer, size);
    note(
        "  %s: %s, %d µs of CPU per task"
            .formatted(peer.name(), text(round), round.cpuPerTask().toNanos() / 1000));
    return round;
  }

  private static String text(Round round) {
    return Arrays.stream(Rate.values())
        .map(rate -> "%s %.0f".formatted(rate.field(), round.rates().get(rate)))
        .collect(Collectors.joining(", "));
  }

  /// Progress goes to standard error, since it is not a result.
  private static void note(String text) {
    System.err.println(text);
  }
}
