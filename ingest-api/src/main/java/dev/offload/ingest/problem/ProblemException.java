package dev.offload.ingest.problem;

import dev.offload.schemas.ProblemCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Ends a request with a [Problem] as its answer.
public final class ProblemException extends RuntimeException {

  private final transient Problem problem;
  private final transient Map<String, String> headers;

  private ProblemException(Problem problem, Map<String, String> headers) {
    super(problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
    this.headers = Map.copyOf(headers);
  }

  public static ProblemException of(ProblemCode code, String detail) {
    return new ProblemException(Problem.of(code, detail), Map.of());
  }

  public static ProblemException of(ProblemCode code, String detail, List<FieldError> errors) {
    return new ProblemException(Problem.of(code, detail, errors), Map.of());
  }

  /// It does not exist, or it is not the caller's.
  public static ProblemException notFound(String what) {
    return of(ProblemCode.NOT_FOUND, "There is no such " + what + ".");
  }

  /// Try again after `retryAfter`.
  public static ProblemException unavailable(String detail, Duration retryAfter) {
    return of(ProblemCode.UNAVAILABLE, detail).after(retryAfter);
  }

  /// The tenant has too much under way. Try again after `retryAfter`.
  public static ProblemException rateLimited(String detail, Duration retryAfter) {
    return of(ProblemCode.RATE_LIMITED, detail).after(retryAfter);
  }

  private ProblemException after(Duration time) {
    return with("Retry-After", Long.toString(Math.max(1, time.toSeconds())));
  }

  public ProblemException with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new ProblemException(problem, more);
  }

  public Problem problem() {
    return problem;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
