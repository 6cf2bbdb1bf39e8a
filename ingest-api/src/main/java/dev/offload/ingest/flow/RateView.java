package dev.offload.ingest.flow;

import dev.offload.schemas.config.Rate;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A rate as it was set.
@Schema(
    name = "Rate",
    requiredProperties = {"count", "per", "burst"})
public record RateView(
    @Schema(description = "How many units may start within `per`.") int count,
    @Schema(description = "The period that count refers to.") Duration per,
    @Schema(description = "How many units may start at once after a quiet time.") int burst) {
  public static RateView of(Rate rate) {
    return new RateView(rate.count(), rate.per(), rate.burst());
  }
}
