package dev.offload.ingest.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.config.Limit;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A limit as those see it who may set it.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Limit",
    requiredProperties = {"scope", "used", "waiting", "createdAt", "updatedAt"})
record LimitView(
    @Schema(description = "The scope of the limit: its path after /v1/limits/, decoded.")
        String scope,
    @Schema(description = "How many units may be in use at a time. Absent: any number.")
        Integer concurrency,
    @Schema(description = "The rate at which units may start. Absent: any rate.") RateView rate,
    @Schema(
            description =
                "How many units were in use about a second ago. A pattern has the sum over all"
                    + " names to which it applies.")
        long used,
    @Schema(description = "How many tasks waited for the limit about a second ago.") long waiting,
    @Schema(description = "When it was first set.") Instant createdAt,
    @Schema(description = "When it was last set.") Instant updatedAt) {

  static LimitView of(Limit limit, Usage usage) {
    return new LimitView(
        limit.scope().ownText(),
        limit.rule().concurrency(),
        Optional.ofNullable(limit.rule().rate()).map(RateView::of).orElse(null),
        usage.used(),
        usage.waiting(),
        limit.createdAt(),
        limit.updatedAt());
  }
}
