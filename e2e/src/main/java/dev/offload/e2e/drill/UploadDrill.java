package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.TusClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Uploads a large file in pieces. First the line breaks, then the process is killed. Both times
/// the upload goes on where it was, and the whole file must be the one that was sent.
///
/// @param data an empty directory
/// @param seed decides the bytes
public record UploadDrill(Home home, Path data, long bytes, int heapMegabytes, long seed) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int NO_CONTENT = 204;
  private static final int MEGABYTE = 1024 * 1024;

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    var content = new MadeUpBytes(seed, bytes);
    var expected = content.sha256();
    var heap = List.of("-Xmx" + heapMegabytes + "m");
    String file;
    try (var offload = StandaloneProcess.on(home, data, heap, List.of());
        var tus = new TusClient(offload.ready());
        var client = OffloadClient.of(offload.ready());
        var vitals = Vitals.of(client)) {
      file = tus.begin(bytes);
      long third = bytes / 3;
      send(
          tus,
          file,
          content,
          third,
          () -> {
            throw new IOException("the line breaks");
          });
      findings.note("the line broke after %d bytes".formatted(third));
      send(tus, file, content, 2 * third, () -> kill(offload));
      findings.note("the process was killed after %d bytes".formatted(2 * third));
      judgeHeap(offload, vitals, findings);
    }
    try (var offload = StandaloneProcess.on(home, data, heap, List.of());
        var tus = new TusClient(offload.ready());
        var client = OffloadClient.of(offload.ready());
        var vitals = Vitals.of(client)) {
      finish(tus, file, content, findings);
      judge(tus, file, expected, findings);
      judgeHeap(offload, vitals, findings);
    }
    return findings;
  }

  /// Goes on with the upload, as often as needed, until something has happened at a place in the
  /// file.
  private void send(
      TusClient tus, String file, MadeUpBytes content, long place, MadeUpBytes.Event event)
      throws InterruptedException {
    var hasHappened = new AtomicBoolean();
    MadeUpBytes.Event noted =
        () -> {
          hasHappened.set(true);
          event.happen();
        };
    Patience.until(
        () -> {
          var _ =
              Patience.orElse(
                  0,
                  () -> {
                    var offset = tus.offset(file);
                    if (tus.send(file, offset, InputStream.nullInputStream(), 0) != NO_CONTENT) {
                      return 0; // the piece before is still being written
                    }
                    try (var piece = content.from(offset, place, noted)) {
                      return tus.send(file, offset, piece, bytes - offset);
                    }
                  });
          return hasHappened.get();
        },
        PATIENCE);
  }

  private static void kill(StandaloneProcess offload) throws IOException {
    try {
      offload.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void finish(TusClient tus, String file, MadeUpBytes content, Findings findings)
      throws IOException, InterruptedException {
    var offset = tus.offset(file);
    long lost = 2 * (bytes / 3) - offset;
    findings.note("%d bytes are there, up to %d have to be sent again".formatted(offset, lost));
    if (offset < bytes / 3) {
      findings.fault("what came before the kill is gone: only %d bytes".formatted(offset));
    }
    var begin = System.nanoTime();
    var sent = new long[1];
    try (var piece = content.from(offset, bytes, () -> sent[0] = System.nanoTime())) {
      var status = tus.send(file, offset, piece, bytes - offset);
      if (status != NO_CONTENT) {
        findings.fault("the last piece was answered with " + status);
      }
    }
    var end = System.nanoTime();
    findings.note(
        "the last piece took %d ms, of which %d ms after its last byte"
            .formatted((end - begin) / 1_000_000, (end - sent[0]) / 1_000_000));
  }

  private void judge(TusClient tus, String file, String expected, Findings findings)
      throws IOException, InterruptedException {
    if (!tus.hash(file).equals(expected)) {
      findings.fault("the file has another SHA-256 than was sent");
    }
    try (var stored = tus.download(file)) {
      if (!MadeUpBytes.sha256(stored).equals(expected)) {
        findings.fault("what comes back is not what was sent");
      }
    }
    findings.note("SHA-256 is equal: " + expected);
  }

  private void judgeHeap(StandaloneProcess offload, Vitals vitals, Findings findings)
      throws IOException {
    var most = vitals.mostHeapBytes() / MEGABYTE;
    findings.note("at most %d MB of heap were in use".formatted(most));
    if (most > heapMegabytes || offload.complaints().contains("OutOfMemoryError")) {
      findings.fault("the heap was not enough: " + heapMegabytes + " MB");
    }
  }
}
