package dev.offload.ingest.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.Rate;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A limit as those see it who may set it.
///
/// @param scope the last two parts of its path, decoded
/// @param used how many units are in use, about a second ago. A pattern has the sum over all names
/// @param waiting how many tasks wait for the limit, about a second ago
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Limit")
record LimitView(
    String scope,
    Integer concurrency,
    Rate rate,
    long used,
    long waiting,
    Instant createdAt,
    Instant updatedAt) {

  static LimitView of(Limit limit, Usage usage) {
    return new LimitView(
        LimitKind.of(limit.scope()).text() + "/" + limit.scope().name(),
        limit.rule().concurrency(),
        limit.rule().rate(),
        usage.used(),
        usage.waiting(),
        limit.createdAt(),
        limit.updatedAt());
  }
}
