package dev.offload.ingest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.offload.schemas.ProblemCode;
import java.net.URI;
import java.util.List;

/// An error as the client reads it (RFC 9457), served as `application/problem+json`.
///
/// @param code the kind of error, for programs: the last part of `type`
/// @param detail what happened this time, and what to do
/// @param errors the mistakes in the body, all of them if possible
@JsonPropertyOrder({"type", "code", "title", "status", "detail", "errors"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    URI type, String code, String title, int status, String detail, List<FieldError> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(ProblemCode code, String detail) {
    return of(code, detail, List.of());
  }

  public static Problem of(ProblemCode code, String detail, List<FieldError> errors) {
    return new Problem(code.type(), code.code(), code.title(), code.status(), detail, errors);
  }
}
