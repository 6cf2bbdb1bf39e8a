package dev.offload.ingest.batch;

import dev.offload.ingest.membership.Membership;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.seat.Seat;
import dev.offload.ingest.seat.TenantSeats;
import dev.offload.ingest.submit.InputTasks;
import dev.offload.ingest.submit.SubmitRequest;
import dev.offload.ingest.submit.TaskSubmitter;
import dev.offload.kafka.write.NotWritten;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accepts batches. One thread reads, another answers, and between them is a window of lines. When
/// the window is full, nothing more is read.
///
/// ```
/// body ─► line ─► task ─► Kafka      acknowledged?
///                           └─► window ──┴─► answer, in line order
/// ```
/// What all batches together keep in memory is bounded: see [BatchMemory].
@ApplicationScoped
class BatchTaker {
  private static final Logger log = LoggerFactory.getLogger(BatchTaker.class);

  /// The size of sixteen lines of the maximum length.
  private static final int PARSED_BYTES = 16 * SubmitRequest.MAX_BYTES;

  private final InputTasks named;
  private final TaskSubmitter submitter;
  private final BatchGroups groups;
  private final Membership membership;
  private final BatchConfig config;
  private final TenantSeats seats;
  private final BatchMemory memory;
  private final Semaphore parsing = new Semaphore(PARSED_BYTES, true);

  BatchTaker(
      InputTasks named,
      TaskSubmitter submitter,
      BatchGroups groups,
      Membership membership,
      BatchConfig config) {
    this.named = named;
    this.submitter = submitter;
    this.groups = groups;
    this.membership = membership;
    this.config = config;
    this.seats = new TenantSeats("batches", config.perTenant(), config.atOnce());
    this.memory = new BatchMemory(config.maxBytes().asLongValue(), config.atOnce());
  }

  /// Room for one batch until it ends.
  ///
  /// @throws ProblemException `rate-limited`, `unavailable`
  Seat seat(String tenant) {
    return seats.take(tenant);
  }

  /// Returns when everything is answered or the client has gone. Before that, a new group is
  /// sealed, unless the body broke off. `cut` ends the connection at once.
  void take(Batch batch, InputStream body, OutputStream answers, Runnable cut)
      throws IOException, InterruptedException {
    try (BatchMemory.Room room = memory.room(batch.tenant())) {
      Window window = new Window(config.window(), room);
      LineSender sender = new LineSender(batch, named, submitter, membership, parsing);
      BatchReader reader = new BatchReader(body, config.maxLines(), sender);
      Thread reading = Thread.ofVirtual().name("read-batch").start(() -> window.fill(reader, cut));
      try {
        if (new AnswerWriter(answers).answerAll(window)) {
          seal(batch, cut);
        }
      } finally {
        reading.interrupt();
        reading.join();
      }
    }
  }

  /// An answer that ends as it should says that the group is sealed.
  private void seal(Batch batch, Runnable cut) throws InterruptedException {
    try {
      groups.sealIfNew(batch);
    } catch (NotWritten | ProblemException e) {
      log.warn("batch cut off, it is not known whether its group is sealed: {}", e.getMessage());
      cut.run();
    }
  }
}
