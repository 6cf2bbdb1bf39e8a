package dev.offload.ingest.body;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import java.io.IOException;

/// The end of a compressed body that can't be read on.
final class UndecodableBody extends IOException {
  private final transient ProblemException problem;

  UndecodableBody(ProblemCode code, String detail) {
    super(detail);
    this.problem = ProblemException.of(code, detail);
  }

  ProblemException problem() {
    return problem;
  }
}
