package dev.offload.ingest.problem;

import dev.offload.schemas.ProblemCode;

/// Our problems for requests that the web server refuses before any of our code has seen them.
final class FrameworkProblems {

  private FrameworkProblems() {}

  static Problem ofStatus(int status) {
    return of(
        switch (status) {
          case 401 -> ProblemCode.UNAUTHENTICATED;
          case 403 -> ProblemCode.FORBIDDEN;
          case 404 -> ProblemCode.NOT_FOUND;
          case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
          case 406 -> ProblemCode.NOT_ACCEPTABLE;
          case 413 -> ProblemCode.TOO_LARGE;
          case 414, 431 -> ProblemCode.HEADERS_TOO_LARGE;
          case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
          case 416 -> ProblemCode.RANGE_NOT_SATISFIABLE;
          case 503 -> ProblemCode.UNAVAILABLE;
          case 505 -> ProblemCode.HTTP_VERSION_NOT_SUPPORTED;
          default -> status < 500 ? ProblemCode.INVALID_PARAMETER : ProblemCode.INTERNAL;
        });
  }

  static Problem of(ProblemCode code) {
    return Problem.of(code, detail(code));
  }

  private static String detail(ProblemCode code) {
    return switch (code) {
      case NOT_FOUND -> "There is nothing at this path. /openapi lists all paths.";
      case METHOD_NOT_ALLOWED -> "The header Allow lists the methods of this path.";
      case NOT_ACCEPTABLE -> "Send an Accept header with a media type that /openapi lists here.";
      case UNSUPPORTED_MEDIA_TYPE -> "Send a Content-Type that /openapi lists here.";
      case TOO_LARGE -> "The body is too large for this path.";
      case HEADERS_TOO_LARGE ->
          "The request line may have at most %d bytes, all headers together at most %d."
              .formatted(RequestHeadLimiter.MAX_TARGET, RequestHeadLimiter.MAX_HEADERS);
      case INVALID_PARAMETER -> "The request's path, query or headers cannot be read.";
      case HTTP_VERSION_NOT_SUPPORTED -> "Send the request in HTTP/1.1.";
      case INTERNAL -> "The error has been logged. Trying again may help.";
      case MALFORMED_JSON,
          UNAUTHENTICATED,
          FORBIDDEN,
          ALREADY_FINISHED,
          NOT_FINISHED,
          NOT_REPLAYABLE,
          GROUP_SEALED,
          FILE_IN_USE,
          FACE_DELETED,
          WRONG_OFFSET,
          PRECONDITION_FAILED,
          RANGE_NOT_SATISFIABLE,
          INVALID_TASK,
          INVALID_SCHEDULE,
          INVALID_LIMIT,
          INVALID_PREFERENCES,
          INVALID_GROUP,
          INVALID_WEBHOOK,
          INVALID_FACE,
          UNKNOWN_TYPE,
          IDEMPOTENCY_MISMATCH,
          CHECKSUM_MISMATCH,
          UPLOAD_BUSY,
          PIECE_MISMATCH,
          RATE_LIMITED,
          QUOTA_EXCEEDED,
          UNAVAILABLE,
          INSUFFICIENT_STORAGE ->
          code.title() + ".";
    };
  }
}
