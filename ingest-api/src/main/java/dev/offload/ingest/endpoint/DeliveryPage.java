package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.ingest.list.PageCursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of a list of deliveries.
@Schema(
    name = "WebhookDeliveryPage",
    description =
        "A page of a list of deliveries. It may have fewer than asked for and still a next page.",
    requiredProperties = "items")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryPage(
    @Schema(description = "The deliveries, newest first.") List<DeliveryView> items,
    @Schema(description = PageCursor.NEXT) String nextCursor) {}
