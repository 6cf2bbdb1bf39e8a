package dev.offload.ingest.batch;

import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.Problem;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.ViewBusy;
import dev.offload.ingest.view.ViewFailure;
import dev.offload.schemas.ProblemCode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The problem of one line, as a task alone would have it.
final class LineProblems {
  private static final Logger log = LoggerFactory.getLogger(LineProblems.class);

  /// How many errors of a line are kept, since many wrong lines may wait for a client to read
  /// their answers.
  private static final int MAX_ERRORS = 10;

  private LineProblems() {}

  static Problem of(RuntimeException failure) {
    return switch (failure) {
      case ProblemException refused -> shortened(refused.problem());
      case ViewBusy _ ->
          Problem.of(ProblemCode.UNAVAILABLE, "The tasks could not be read in time.");
      case ViewFailure view -> {
        log.error("task view did not answer", view);
        yield Problem.of(ProblemCode.UNAVAILABLE, "The tasks can't be read at the moment.");
      }
      default -> {
        log.error("a line of a batch failed unexpectedly", failure);
        yield Problem.of(ProblemCode.INTERNAL, "The error has been logged. Trying again may help.");
      }
    };
  }

  private static Problem shortened(Problem problem) {
    List<FieldError> errors = problem.errors();
    return errors.size() <= MAX_ERRORS
        ? problem
        : new Problem(
            problem.type(),
            problem.code(),
            problem.title(),
            problem.status(),
            problem.detail(),
            List.copyOf(errors.subList(0, MAX_ERRORS)));
  }

  static Problem tooLong(int maxBytes) {
    return Problem.of(
        ProblemCode.TOO_LARGE, "A line may have at most %d bytes.".formatted(maxBytes));
  }

  static Problem tooManyNamed(int most, int maxBytes) {
    return Problem.of(
        ProblemCode.TOO_LARGE,
        "A batch may have at most %d lines with a name or after, with at most %d bytes together."
            .formatted(most, maxBytes));
  }

  static Problem tooMany(int maxLines) {
    return Problem.of(
        ProblemCode.TOO_LARGE,
        "A batch may have at most %d lines. This line and all after it were not read."
            .formatted(maxLines));
  }
}
