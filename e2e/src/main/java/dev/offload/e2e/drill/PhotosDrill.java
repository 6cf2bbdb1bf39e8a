package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.SeenTask;
import dev.offload.e2e.drill.PhotoStock.Photo;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// Uploads photos of many sizes, formats and orientations, and has each made into what a web
/// page needs. All must succeed, and the process must not grow after the first hundred.
///
/// Its heap has its final size from the start. What may grow then is what pictures use, native
/// memory, and what the JVM and Kafka need anyway.
///
/// @param data an empty directory
/// @param seed decides which photos these are, and what is made of them
public record PhotosDrill(Home home, Path data, int photos, int growthMegabytes, long seed) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int CLIENTS = 4;
  private static final int STEP = 100;
  private static final List<String> HEAP = List.of("-Xms384m", "-Xmx384m", "-XX:+AlwaysPreTouch");

  private static final List<String> TASKS =
      List.of(
          """
          [{"name": "thumbnail", "resize": {"width": 400}, "format": "jpeg"}]
          """,
          """
          [{"name": "thumbnail", "resize": {"width": 200, "height": 200}, "format": "webp"},
           {"name": "preview", "resize": {"width": 1600}, "format": "jpeg", "progressive": true},
           {"name": "small", "resize": {"width": 64}, "format": "png"}]
          """,
          """
          [{"name": "marked", "format": "jpeg", "metadata": "keep", "profile": "keep",
            "operations": [{"resize": {"width": 800}}, {"sharpen": 1}, {"watermark": {"text": "Offload"}}]}]
          """,
          """
          [{"name": "portrait", "format": "jpeg", "maxBytes": 60000,
            "operations": [{"crop": {"around": "faces"}}, {"resize": {"width": 300}}]}]
          """);

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    var stock = PhotoStock.made();
    findings.note(
        "%d photos of %d kinds, seed %d, %d clients"
            .formatted(photos, stock.size(), seed, CLIENTS));
    try (var offload = StandaloneProcess.on(home, data.resolve("offload"), HEAP, List.of());
        var client = OffloadClient.of(offload.ready())) {
      var feeder = new Feeder(client, stock, findings);
      var sizes = new ArrayList<Long>();
      long begin = System.nanoTime();
      int done = 0;
      long warm = begin;
      while (done < photos) {
        int next = Math.min(STEP, photos - done);
        feeder.feed(done, next);
        done += next;
        if (!offload.isAlive()) {
          findings.fault(
              "the process has ended before photo %d: %s".formatted(done, offload.complaints()));
          return findings;
        }
        sizes.add(ResidentMemory.of(offload.ready().pid()) >> 20);
        warm = sizes.size() == 1 ? System.nanoTime() : warm;
        findings.note("after %d photos the process has %d MB".formatted(done, sizes.getLast()));
      }
      judgePace(System.nanoTime() - warm, done - STEP, findings);
      judgeGrowth(sizes, findings);
    }
    return findings;
  }

  private static void judgePace(long nanos, int done, Findings findings) {
    if (done > 0) {
      findings.note("%.1f photos a second after the first %d".formatted(done * 1e9 / nanos, STEP));
    }
  }

  private void judgeGrowth(List<Long> sizes, Findings findings) {
    long grown = sizes.getLast() - sizes.getFirst();
    findings.note("the process has grown by %d MB after the first %d".formatted(grown, STEP));
    if (grown > growthMegabytes) {
      findings.fault(
          "the process has grown by %d MB, more than %d".formatted(grown, growthMegabytes));
    }
  }

  /// Several clients, each of which waits for the end of a task before it uploads the next
  /// photo.
  private final class Feeder {
    private final OffloadClient client;
    private final List<Photo> stock;
    private final Findings findings;

    private Feeder(OffloadClient client, List<Photo> stock, Findings findings) {
      this.client = client;
      this.stock = stock;
      this.findings = findings;
    }

    void feed(int from, int count) throws InterruptedException {
      var next = new AtomicInteger(from);
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < CLIENTS; i++) {
        threads.add(Thread.ofVirtual().start(() -> feed(next, from + count)));
      }
      for (var thread : threads) {
        thread.join();
      }
    }

    private void feed(AtomicInteger next, int end) {
      for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
        var chance = new Random(seed + number);
        var photo = stock.get(chance.nextInt(stock.size()));
        var outputs = TASKS.get(chance.nextInt(TASKS.size()));
        try {
          judge(made(photo, outputs), photo);
        } catch (IOException e) {
          fault("%s: %s".formatted(photo.kind(), e));
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    private SeenTask made(Photo photo, String outputs) throws IOException, InterruptedException {
      var file = client.upload(photo.file(), "application/octet-stream");
      var id = client.submit(task(file, outputs)).id();
      Patience.until(() -> client.hasEnded(id), LOOK_AGAIN, PATIENCE);
      return client.task(id);
    }

    private void judge(SeenTask task, Photo photo) {
      var result = task.result();
      var right =
          task.state().equals("succeeded")
              && result.path("width").asInt() == photo.width()
              && result.path("height").asInt() == photo.height()
              && !result.path("outputs").isEmpty();
      if (!right) {
        fault("a %s became %s".formatted(photo.kind(), task.json()));
      }
    }

    private synchronized void fault(String fault) {
      findings.fault(fault);
    }
  }

  private static ObjectNode task(String file, String outputs) throws IOException {
    var task = JSON.createObjectNode().put("type", "image");
    var input = task.putObject("input");
    input.putObject("source").put("file", file);
    input.set("outputs", JSON.readTree(outputs));
    return task;
  }
}
