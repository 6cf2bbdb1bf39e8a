package dev.offload.ingest.endpoint;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Names a delivery that was asked for.
@Schema(name = "WebhookDeliveryRef", requiredProperties = "delivery")
record DeliveryRef(
    @Schema(description = "The id of the delivery, which is the id of its task.")
        String delivery) {}
