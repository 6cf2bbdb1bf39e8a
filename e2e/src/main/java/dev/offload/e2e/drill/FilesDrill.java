package dev.offload.e2e.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Kills the whole process again and again while files are uploaded, named by tasks, deleted, and
/// collected after a few unused seconds. Files that an accepted task names must stay, and all
/// others must go.
///
/// @param data an empty directory
/// @param seed decides the moments of the kills
public record FilesDrill(Home home, Path data, Store store, int files, int kills, long seed) {
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(2);
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final List<String> COLLECTED_FAST =
      List.of(
          "-Doffload.files.collector.every=PT0.2S",
          "-Doffload.files.collector.unused-after=" + FileFeeder.UNUSED_AFTER,
          "-Doffload.files.collector.stale-hold-after=PT3S");

  public Findings run() throws IOException, InterruptedException {
    try (var opened = store.open(data)) {
      var options = new ArrayList<>(COLLECTED_FAST);
      options.addAll(opened.options());
      return run(options);
    }
  }

  private Findings run(List<String> options) throws IOException, InterruptedException {
    var findings = new Findings();
    findings.note("%d files, %d kills, seed %d".formatted(files, kills, seed));
    var random = new Random(seed);
    var feeder = new FileFeeder(files, seed, findings);
    for (int life = 1; life <= kills; life++) {
      try (var offload = StandaloneProcess.on(home, data.resolve("offload"), options, List.of());
          var client = OffloadClient.of(offload.ready())) {
        feeder.start(client, feeder.left() / (kills - life + 2));
        var length = random.nextLong(SHORTEST_LIFE.toMillis(), LONGEST_LIFE.toMillis());
        Thread.sleep(length);
        offload.kill();
        feeder.stop();
        findings.note(
            "life %d: killed after %.1f s, %d files named by accepted tasks"
                .formatted(life, length / 1000.0, feeder.named().size()));
      }
    }
    try (var offload = StandaloneProcess.on(home, data.resolve("offload"), options, List.of());
        var client = OffloadClient.of(offload.ready())) {
      feeder.start(client, feeder.left());
      feeder.join(PATIENCE);
      judge(feeder, client, findings);
    }
    return findings;
  }

  private static void judge(FileFeeder feeder, OffloadClient client, Findings findings)
      throws IOException, InterruptedException {
    var named = feeder.named();
    if (!Patience.until(
        () -> named.stream().allMatch(file -> client.hasEnded(file.task())), PATIENCE)) {
      findings.fault("not all tasks have ended within " + PATIENCE);
    }
    var unnamed = feeder.unnamed();
    if (!Patience.until(() -> unnamed.stream().noneMatch(id -> isThere(client, id)), PATIENCE)) {
      findings.fault("files that nothing names are still there after " + PATIENCE);
    }
    for (var file : named) {
      if (!isThere(client, file.id())) {
        findings.fault("%s is gone, which task %s names".formatted(file.id(), file.task()));
      } else if (!new String(client.download("/v1/files/" + file.id()), UTF_8)
          .equals(file.content())) {
        findings.fault("%s has another content".formatted(file.id()));
      }
    }
    findings.note(
        "%d files of accepted tasks are there, %d that nothing names are gone, %d were deleted"
            .formatted(named.size(), unnamed.size(), feeder.deleted()));
    if (named.isEmpty() || unnamed.isEmpty()) {
      findings.fault("too little came about to show anything: try more --files");
    }
  }

  private static boolean isThere(OffloadClient client, String id) {
    return Patience.orElse(true, () -> client.status("GET", "/v1/files/" + id) == 200);
  }
}
