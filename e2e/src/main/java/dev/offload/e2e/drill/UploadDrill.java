package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.TusClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Uploads a large file in pieces. First the line breaks, then the process is killed. Both times
/// the upload goes on where it was, and the whole file must be the one that was sent.
///
/// @param data an empty directory
/// @param seed decides the bytes
public record UploadDrill(
    Home home, Path data, Store store, long bytes, int heapMegabytes, long seed) {
  /// How much may be lost by a cut: what was not noted yet, and what was on its way.
  private static final long MOST_LOST = 36L * 1024 * 1024;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int NO_CONTENT = 204;
  private static final int MEGABYTE = 1024 * 1024;

  public Findings run() throws IOException, InterruptedException {
    try (var opened = store.open(data)) {
      return run(opened.options());
    }
  }

  private Findings run(List<String> settings) throws IOException, InterruptedException {
    var findings = new Findings();
    var content = new MadeUpBytes(seed, bytes);
    var expected = content.sha256();
    var options = new ArrayList<>(settings);
    options.add("-Xmx" + heapMegabytes + "m");
    var sent = new AtomicLong();
    long third = bytes / 3;
    String file;
    try (var offload = StandaloneProcess.on(home, data.resolve("offload"), options, List.of());
        var tus = new TusClient(offload.ready());
        var client = OffloadClient.of(offload.ready());
        var vitals = Vitals.of(client)) {
      file = tus.begin(bytes);
      var cuts = new Cuts(tus, file, content, sent);
      cuts.cut(
          third,
          () -> {
            throw new IOException("the line breaks");
          },
          findings);
      findings.note("the line broke after %d bytes".formatted(third));
      judgeKept(cuts.offset(), third, findings);
      cuts.cut(2 * third, () -> kill(offload), findings);
      findings.note("the process was killed after %d bytes".formatted(2 * third));
      if (!Patience.until(() -> !offload.isAlive(), PATIENCE)) {
        findings.fault("the process was not killed");
      }
      judgeHeap(offload, vitals, findings);
    }
    try (var offload = StandaloneProcess.on(home, data.resolve("offload"), options, List.of());
        var tus = new TusClient(offload.ready());
        var client = OffloadClient.of(offload.ready());
        var vitals = Vitals.of(client)) {
      var cuts = new Cuts(tus, file, content, sent);
      judgeKept(cuts.offset(), 2 * third, findings);
      cuts.finish(findings);
      judge(tus, file, expected, findings);
      judgeHeap(offload, vitals, findings);
    }
    if (sent.get() > bytes + 2 * MOST_LOST) {
      findings.fault("%d bytes were sent for a file of %d".formatted(sent.get(), bytes));
    }
    return findings;
  }

  /// One client that goes on with an upload.
  ///
  /// @param sent counts the bytes of all pieces
  private record Cuts(TusClient tus, String file, MadeUpBytes content, AtomicLong sent) {

    long offset() throws IOException, InterruptedException {
      awaitTurn();
      return tus.offset(file);
    }

    /// Goes on with the upload until something happens at a place in the file, which has to end
    /// the piece.
    void cut(long place, MadeUpBytes.Event event, Findings findings)
        throws IOException, InterruptedException {
      var offset = offset();
      var hasHappened = new AtomicBoolean();
      try (var piece =
          content.from(
              offset,
              place,
              () -> {
                sent.addAndGet(place - offset);
                hasHappened.set(true);
                event.happen();
              })) {
        var status = tus.send(file, offset, piece, content.size() - offset);
        findings.fault("a piece that was cut was answered with " + status);
      } catch (IOException _) {
        if (!hasHappened.get()) {
          findings.fault("the piece from %d on broke before it was cut".formatted(offset));
        }
      }
    }

    void finish(Findings findings) throws IOException, InterruptedException {
      var offset = offset();
      var begin = System.nanoTime();
      var lastByte = new long[1];
      try (var piece =
          content.from(offset, content.size(), () -> lastByte[0] = System.nanoTime())) {
        var status = tus.send(file, offset, piece, content.size() - offset);
        sent.addAndGet(content.size() - offset);
        if (status != NO_CONTENT) {
          findings.fault("the last piece was answered with " + status);
        }
      }
      var end = System.nanoTime();
      findings.note(
          "the last piece took %d ms, of which %d ms after its last byte"
              .formatted((end - begin) / 1_000_000, (end - lastByte[0]) / 1_000_000));
    }

    /// Waits until nobody writes to the upload any more.
    private void awaitTurn() throws IOException, InterruptedException {
      var isFree =
          Patience.until(
              () -> Patience.orElse(0, this::sendNothing) == NO_CONTENT,
              Duration.ofMillis(200),
              PATIENCE);
      if (!isFree) {
        throw new IOException("the upload stays busy");
      }
    }

    private int sendNothing() throws IOException, InterruptedException {
      return tus.send(file, tus.offset(file), InputStream.nullInputStream(), 0);
    }
  }

  private static void kill(StandaloneProcess offload) throws IOException {
    try {
      offload.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void judgeKept(long offset, long cutAt, Findings findings) {
    findings.note(
        "%d bytes are there, up to %d have to be sent again".formatted(offset, cutAt - offset));
    if (offset < cutAt - MOST_LOST) {
      findings.fault("a cut at %d left only %d bytes".formatted(cutAt, offset));
    }
    if (offset > cutAt) {
      findings.fault("%d bytes are there, but only %d were sent".formatted(offset, cutAt));
    }
  }

  private static void judge(TusClient tus, String file, String expected, Findings findings)
      throws IOException, InterruptedException {
    if (!tus.hash(file).equals(expected)) {
      findings.fault("the file has another SHA-256 than was sent");
    }
    try (var stored = tus.download(file)) {
      if (!MadeUpBytes.sha256(stored).equals(expected)) {
        findings.fault("what comes back is not what was sent");
      }
    }
    if (findings.faults().isEmpty()) {
      findings.note("SHA-256 is equal: " + expected);
    }
  }

  private void judgeHeap(StandaloneProcess offload, Vitals vitals, Findings findings)
      throws IOException {
    var most = vitals.mostHeapBytes() / MEGABYTE;
    findings.note("at most %d MB of heap were in use".formatted(most));
    if (most == 0) {
      findings.fault("how much heap was in use was never told");
    }
    if (most > heapMegabytes || offload.complaints().contains("OutOfMemoryError")) {
      findings.fault("the heap was not enough: " + heapMegabytes + " MB");
    }
  }
}
