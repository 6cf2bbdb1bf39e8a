package dev.offload.schemas;

import java.net.URI;

/// Every kind of error of the HTTP API (RFC 9457), with its `code`, status and title.
public enum ProblemCode {
  MALFORMED_JSON("malformed-json", 400, "The body is not valid JSON"),
  INVALID_PARAMETER("invalid-parameter", 400, "A value in the request is not valid"),
  UNAUTHENTICATED("unauthenticated", 401, "A valid API key or token is needed"),
  FORBIDDEN("forbidden", 403, "The API key or token does not allow this"),
  NOT_FOUND("not-found", 404, "Not found"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "This path does not have the method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "None of the accepted media types is available"),
  ALREADY_FINISHED("already-finished", 409, "The task or group has ended"),
  NOT_FINISHED("not-finished", 409, "The task has not ended"),
  NOT_REPLAYABLE("not-replayable", 409, "The task can't be run again"),
  GROUP_SEALED("group-sealed", 409, "The group takes no more tasks"),
  FILE_IN_USE("file-in-use", 409, "Something needs the file"),
  FACE_DELETED("face-deleted", 409, "The face was deleted meanwhile"),
  WRONG_OFFSET("wrong-offset", 409, "The upload goes on at another offset"),
  PRECONDITION_FAILED("precondition-failed", 412, "A precondition does not hold"),
  TOO_LARGE("too-large", 413, "The request is larger than allowed"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "This media type is not supported here"),
  RANGE_NOT_SATISFIABLE("range-not-satisfiable", 416, "The range is outside the file"),
  INVALID_TASK("invalid-task", 422, "The task breaks a rule"),
  INVALID_SCHEDULE("invalid-schedule", 422, "The schedule breaks a rule"),
  INVALID_LIMIT("invalid-limit", 422, "The limit breaks a rule"),
  INVALID_GROUP("invalid-group", 422, "The group breaks a rule"),
  INVALID_PREFERENCES("invalid-preferences", 422, "The preferences break a rule"),
  INVALID_WEBHOOK("invalid-webhook", 422, "The endpoint breaks a rule"),
  INVALID_FACE("invalid-face", 422, "The face breaks a rule"),
  UNKNOWN_TYPE("unknown-type", 422, "There is no such task type"),
  IDEMPOTENCY_MISMATCH(
      "idempotency-mismatch", 422, "The idempotency key was used with another body"),
  CHECKSUM_MISMATCH("checksum-mismatch", 422, "The bytes do not match the given SHA-256"),
  UPLOAD_BUSY("upload-busy", 423, "Another request is writing to the upload"),
  RATE_LIMITED("rate-limited", 429, "Too many requests"),
  QUOTA_EXCEEDED("quota-exceeded", 429, "The tenant's quota is used up"),
  HEADERS_TOO_LARGE("headers-too-large", 431, "The request headers are larger than allowed"),
  PIECE_MISMATCH("piece-mismatch", 460, "The piece does not match the given checksum"),
  INTERNAL("internal", 500, "Something went wrong on our side"),
  UNAVAILABLE("unavailable", 503, "The service can't answer at the moment"),
  HTTP_VERSION_NOT_SUPPORTED(
      "http-version-not-supported", 505, "This version of HTTP is not supported"),
  INSUFFICIENT_STORAGE("insufficient-storage", 507, "There is not enough disk space");

  private final String code;
  private final int status;
  private final String title;

  ProblemCode(String code, int status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  public URI type() {
    return URI.create("https://offload.dev/problems/" + code);
  }
}
