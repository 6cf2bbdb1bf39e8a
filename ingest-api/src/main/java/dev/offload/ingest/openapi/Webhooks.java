package dev.offload.ingest.openapi;

import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import dev.offload.schemas.notify.EventPattern;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// What Offload posts to receivers: one webhook for each type of event.
final class Webhooks {
  private static final String JSON = "application/json";

  private Webhooks() {}

  static void addTo(OpenAPI api) {
    EventPattern.OF_TASKS.forEach(
        type -> add(api, type, "The task that has ended.", ValueRules.ref("PublicTask")));
    EventPattern.OF_RUNS.forEach(
        type -> add(api, type, "The task as it was at that moment.", ValueRules.ref("PublicTask")));
    EventPattern.OF_GROUPS.forEach(
        type -> add(api, type, "The group that has ended.", ValueRules.ref("PublicGroup")));
    EventPattern.OF_ENDPOINTS.forEach(
        type ->
            add(
                api,
                type,
                "Another endpoint of the tenant.",
                endpoint()
                    .addProperty("description", text("The endpoint's description."))
                    .addProperty("since", text("When this began.").format("date-time"))
                    .addProperty("reason", text("Why this happened."))));
    add(api, EventPattern.TEST, "The endpoint that was tested.", endpoint());
  }

  private static Schema endpoint() {
    return createSchema()
        .addType(SchemaType.OBJECT)
        .addRequired("endpoint")
        .addProperty("endpoint", ValueRules.ref(ValueRules.WEBHOOK_ID));
  }

  private static void add(OpenAPI api, String type, String dataSays, Schema data) {
    Schema body =
        createSchema()
            .addType(SchemaType.OBJECT)
            .description("The body of a webhook, in the form of Standard Webhooks 1.0.")
            .required(List.of("type", "timestamp", "data"))
            .addProperty("type", text("What happened.").addEnumeration(type))
            .addProperty("timestamp", text("When it happened. RFC 3339, UTC.").format("date-time"))
            .addProperty("data", data.description(dataSays));
    Operation post =
        OASFactory.createOperation()
            .operationId(type)
            .summary(summary(type))
            .security(List.of())
            .parameters(headers())
            .requestBody(
                OASFactory.createRequestBody()
                    .required(true)
                    .content(
                        OASFactory.createContent()
                            .addMediaType(JSON, OASFactory.createMediaType().schema(body))))
            .responses(
                OASFactory.createAPIResponses()
                    .addAPIResponse("2XX", answer("It was delivered."))
                    .addAPIResponse(
                        "410",
                        answer("The receiver wants no more webhooks: the endpoint is disabled."))
                    .addAPIResponse(
                        "default",
                        answer("It was not delivered. It is sent again, for about a day.")));
    api.addWebhook(type, OASFactory.createPathItem().POST(post));
  }

  private static String summary(String type) {
    return switch (type) {
      case EventPattern.TEST -> "A test of an endpoint.";
      case EventPattern.STARTED -> "A run of a task has begun.";
      case EventPattern.PROGRESS -> "A task has made progress.";
      case EventPattern.RETRYING -> "A run of a task has failed, and there will be another.";
      case EventPattern.FAILING -> "An endpoint has accepted nothing for a while.";
      case EventPattern.RECOVERED -> "An endpoint has accepted something after it was failing.";
      case EventPattern.DISABLED -> "An endpoint gets nothing any more because of its receiver.";
      default -> {
        String[] parts = type.split("\\.", -1);
        yield "A %s has ended in the state %s.".formatted(parts[0], parts[1]);
      }
    };
  }

  private static List<Parameter> headers() {
    return List.of(
        header("webhook-id", "The id of the delivery, the same on every attempt."),
        header("webhook-timestamp", "When this attempt was made, in seconds since 1970."),
        header(
            "webhook-signature",
            "`v1,` and the base64 of an HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`;"
                + " or `v1a,` and the base64 of its signature by Ed25519, if the endpoint wants"
                + " that. There may be several, with a space between them."),
        header("user-agent", "Offload-Webhooks/1, or what the installation sends instead."));
  }

  private static Parameter header(String name, String description) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.HEADER)
        .required(true)
        .description(description)
        .schema(ValueRules.text());
  }

  private static Schema text(String description) {
    return ValueRules.text().description(description);
  }

  private static APIResponse answer(String description) {
    return OASFactory.createAPIResponse().description(description);
  }
}
