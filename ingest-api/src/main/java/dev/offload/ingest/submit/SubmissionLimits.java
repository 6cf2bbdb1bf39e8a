package dev.offload.ingest.submit;

import dev.offload.ingest.kafka.KafkaWritingConfig;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.kafka.write.NotWritten;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// How long a submission may take, and what its client is told after that.
@ApplicationScoped
class SubmissionLimits {

  private final SubmitConfig config;
  private final KafkaWritingConfig writing;

  SubmissionLimits(SubmitConfig config, KafkaWritingConfig writing) {
    this.config = config;
    this.writing = writing;
  }

  Instant decisionDeadline(Instant now) {
    return now.plus(config.decisionLimit());
  }

  ProblemException notWritten(NotWritten failure) {
    String detail =
        switch (failure.certainty()) {
          case CERTAIN -> "Kafka does not answer. The task was not accepted.";
          case UNKNOWN ->
              "Kafka did not answer in time. The task may have been accepted: if you send it "
                  + "again, it may run twice. An Idempotency-Key prevents that.";
        };
    return ProblemException.unavailable(detail, writing.retryAfter());
  }

  ProblemException undecided() {
    return ProblemException.unavailable(
        "The task is not decided yet. It is safe to send it again with the same Idempotency-Key.",
        writing.retryAfter());
  }
}
