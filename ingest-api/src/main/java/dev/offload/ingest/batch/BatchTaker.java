package dev.offload.ingest.batch;

import dev.offload.ingest.submit.TaskSubmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Takes batches. One thread reads, one answers, and between them is a window of lines: when it is
/// full, nothing more is read.
///
/// ```
/// body ─► line ─► task ─► Kafka      acknowledged?
///                           └─► window ──┴─► answer, in line order
/// ```
@ApplicationScoped
class BatchTaker {
  private final TaskSubmitter submitter;
  private final BatchConfig config;

  BatchTaker(TaskSubmitter submitter, BatchConfig config) {
    this.submitter = submitter;
    this.config = config;
  }

  /// Returns when all is answered, or the client has gone. `cut` ends the connection at once.
  void take(Batch batch, InputStream body, OutputStream answers, Runnable cut)
      throws IOException, InterruptedException {
    Window window = new Window(config.window(), config.stallLimit());
    BatchReader reader = new BatchReader(batch, body, config.maxLines(), submitter);
    Thread reading = Thread.ofVirtual().name("read-batch").start(() -> window.fill(reader, cut));
    try {
      new AnswerWriter(answers).answerAll(window);
    } finally {
      reading.interrupt();
      reading.join();
    }
  }
}
