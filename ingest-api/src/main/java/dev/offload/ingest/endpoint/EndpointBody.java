package dev.offload.ingest.endpoint;

import static dev.offload.ingest.body.Member.optional;
import static dev.offload.ingest.body.Member.required;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.flow.LimitBody;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.NotifyBody;
import dev.offload.ingest.submit.TaskBody;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.notify.SignatureScheme;
import dev.offload.schemas.notify.WebhookFormat;
import dev.offload.schemas.url.OutsideUrl;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// What a client can say about an endpoint.
///
/// @param headers by their names, in clear
/// @param signatures how webhooks are signed
/// @param tls what is said of TLS connections; null if nothing is
/// @param isOrdered whether it gets the events of a task in order
/// @param asksFirst whether its receiver is asked for its consent before anything is sent
/// @param isActive whether it gets anything
public record EndpointBody(
    OutsideUrl url,
    List<String> events,
    List<String> tags,
    String description,
    Map<String, String> headers,
    Rate rate,
    Integer concurrency,
    WebhookFormat format,
    List<SignatureScheme> signatures,
    TlsBody tls,
    boolean isOrdered,
    boolean asksFirst,
    boolean isActive) {

  private static final String ACTIVE = "active";
  private static final String DISABLED = "disabled";

  private static final int MAX_TAGS = 20;

  /// By their names.
  private static final Map<String, WebhookFormat> FORMATS =
      Stream.of(WebhookFormat.values())
          .collect(
              Collectors.toMap(
                  one -> Json.MAPPER.convertValue(one, String.class),
                  one -> one,
                  (first, _) -> first,
                  LinkedHashMap::new));

  private static final Member<OutsideUrl> URL =
      required("url", NotifyBody.URL_KIND.saying("The URL that webhooks are sent to."));
  private static final Member<List<String>> EVENTS =
      optional(
          "events",
          Kinds.distinct(
                  Kinds.text(
                          "one of " + String.join(", ", EventPattern.KNOWN),
                          text -> Optional.of(text).filter(EventPattern.KNOWN::contains))
                      .described(more -> more.enumeration(List.copyOf(EventPattern.KNOWN))),
                  1,
                  EventPattern.KNOWN.size())
              .saying(
                  "The events that the endpoint gets. The default is task.*, which means"
                      + " every end of a task."));
  private static final Member<List<String>> TAGS =
      optional(
          "tags",
          Kinds.distinct(TaskBody.TAG.as("Tag"), 0, MAX_TAGS)
              .saying("Only events of tasks and groups with all of these tags are sent."));
  private static final Member<String> DESCRIPTION =
      optional("description", Kinds.line(200).saying("A description for people."));
  static final Member<Map<String, String>> HEADERS = optional("headers", HeaderRules.KIND);
  private static final Member<Rate> RATE =
      optional(
          "rate",
          LimitBody.RATE_KIND.saying(
              "The rate at which attempts may start. Without it, any rate."));
  private static final Member<Integer> CONCURRENCY =
      optional(
          "concurrency",
          Kinds.integer(1, EndpointTerms.MAX_CONCURRENCY)
              .saying("How many attempts may run at a time. Without it, any number."));
  private static final Member<WebhookFormat> FORMAT =
      optional(
          "format",
          Kinds.text(
                  "one of " + String.join(", ", FORMATS.keySet()),
                  text -> Optional.ofNullable(FORMATS.get(text)))
              .described(more -> more.enumeration(List.copyOf(FORMATS.keySet())))
              .saying(
                  "The form of the body. The default is standard, which is that of Standard"
                      + " Webhooks."));
  private static final Member<List<SignatureScheme>> SIGNATURES =
      optional(
          "signatures",
          Kinds.distinct(
                  Kinds.choice(List.of(SignatureScheme.values())),
                  1,
                  SignatureScheme.values().length)
              .saying(
                  "How webhooks are signed: v1 with a secret that the receiver has, too (HMAC), v1a"
                      + " with a private key (Ed25519). The default is v1."));
  static final Member<TlsBody> TLS =
      optional(TlsBody.NAME, TlsBody.KIND.saying("The certificates of TLS connections."));
  private static final Member<Boolean> ORDERED =
      optional(
          "ordered",
          Kinds.flag()
              .saying(
                  "Whether it gets the events of each task in order: the next one only after the one"
                      + " before it was delivered, or has failed for good."));
  private static final Member<Boolean> HANDSHAKE =
      optional(
          "handshake",
          Kinds.flag()
              .saying(
                  "Whether the receiver is asked first whether it wants webhooks, and how many a"
                      + " minute, as CloudEvents defines it. Nothing is sent before it has said so."));
  private static final Member<Boolean> STATE =
      optional(
          "state",
          Kinds.text(
                  ACTIVE + " or " + DISABLED,
                  text -> Optional.of(text).filter(List.of(ACTIVE, DISABLED)::contains))
              .then((text, _, _) -> Optional.of(text.equals(ACTIVE)))
              .described(more -> more.enumeration(List.of(ACTIVE, DISABLED)))
              .saying(
                  "disabled: the endpoint gets nothing, and deliveries that are still waiting"
                      + " fail."));

  /// Stands for the value of a header that a patch leaves as it is: only the sender of webhooks
  /// opens those.
  private static final String KEPT = "kept";

  /// A member of a new endpoint, and what an endpoint has there; null if nothing, or if
  /// [KeptSecrets] keeps it.
  private record Part(Member<?> member, Function<Endpoint, Object> present) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(URL, one -> one.terms().url()),
          new Part(EVENTS, one -> one.terms().events()),
          new Part(TAGS, one -> one.terms().tags()),
          new Part(DESCRIPTION, one -> one.terms().description()),
          new Part(HEADERS, one -> kept(one.terms().headers().keySet())),
          new Part(RATE, one -> one.terms().rate()),
          new Part(CONCURRENCY, one -> one.terms().concurrency()),
          new Part(FORMAT, one -> one.terms().format()),
          new Part(SIGNATURES, one -> one.terms().signatures()),
          new Part(TLS, _ -> null),
          new Part(ORDERED, one -> one.terms().isOrdered()),
          new Part(HANDSHAKE, one -> one.terms().handshake()));

  /// The body of a new endpoint.
  public static final Shape SHAPE =
      Shape.of(PARTS.stream().map(Part::member).toArray(Member<?>[]::new));

  /// An endpoint as it would be after a patch.
  private static final Shape PATCHED = SHAPE.with(STATE);

  /// The body of a patch. Only what is said changes, and null stands for the default.
  public static final Kind<JsonNode> PATCH =
      Kinds.object()
          .saying(
              "A JSON Merge Patch (RFC 7396). What is left out stays as it is. A member that is"
                  + " null gets its default.")
          .described(EndpointBody::patch);

  /// The endpoint that a client wants. Empty, with faults, if the body is wrong.
  static Optional<EndpointBody> read(JsonNode body, Instant now, Faults faults) {
    Optional<EndpointBody> read =
        SHAPE.read(body, faults).flatMap(given -> made(given, now, faults));
    if (read.isPresent() && read.get().tls() != null && read.get().tls().isEmpty()) {
      return faults.refuse(TLS.pointer(), "must have clientCertificate or ca");
    }
    return read;
  }

  /// The same for `before` as it would be after a patch. Of its `tls` it has only what the patch
  /// names.
  static Optional<EndpointBody> readPatched(
      Endpoint before, ObjectNode patch, Instant now, Faults faults) {
    JsonNode after = MergePatch.applied(patch, asSent(before));
    keepUnknown(PATCHED, patch, after);
    keepUnknown(LimitBody.RATE_SHAPE, patch.path(RATE.name()), after.path(RATE.name()));
    keepUnknown(TlsBody.SHAPE, patch.path(TLS.name()), after.path(TLS.name()));
    return PATCHED.read(after, faults).flatMap(given -> made(given, now, faults));
  }

  /// Adds a fault to an endpoint that has `tls` and makes no such connections.
  static void requireHttps(OutsideUrl url, Faults faults) {
    if (!url.scheme().equals("https")) {
      faults.add(TLS.pointer(), "is allowed only with an https URL");
    }
  }

  private static Map<String, String> kept(Set<String> headers) {
    return headers.stream().collect(Collectors.toMap(name -> name, _ -> KEPT));
  }

  /// The endpoint as a client would have to send it.
  private static JsonNode asSent(Endpoint endpoint) {
    ObjectNode sent = Json.MAPPER.createObjectNode();
    for (Part part : PARTS) {
      Object present = part.present().apply(endpoint);
      if (present != null) {
        sent.set(part.member().name(), Json.MAPPER.valueToTree(present));
      }
    }
    return sent.put(STATE.name(), endpoint.isActive() ? ACTIVE : DISABLED);
  }

  static ProblemException invalid(Faults faults) {
    return ProblemException.of(
        ProblemCode.INVALID_WEBHOOK, "The endpoint is invalid: see errors.", faults.list());
  }

  /// An unknown member that a patch removes stays in the result, where it is refused.
  private static void keepUnknown(Shape shape, JsonNode patch, JsonNode after) {
    if (after instanceof ObjectNode result) {
      patch.properties().stream()
          .filter(change -> change.getValue().isNull() && !shape.knows(change.getKey()))
          .forEach(change -> result.putNull(change.getKey()));
    }
  }

  private static Optional<EndpointBody> made(Given given, Instant now, Faults faults) {
    given.get(TLS).ifPresent(tls -> tls.checkTimes(TLS.pointer(), now, faults));
    if (given.get(TLS).filter(tls -> !tls.isEmpty()).isPresent()) {
      given.get(URL).ifPresent(url -> requireHttps(url, faults));
    }
    if (!faults.isEmpty()) {
      return Optional.empty();
    }
    List<String> events = given.get(EVENTS).orElse(List.of(EventPattern.ANY_OF_TASKS));
    boolean isOrdered = given.get(ORDERED).orElse(false);
    if (isOrdered && events.contains(EventPattern.PROGRESS)) {
      return faults.refuse(
          "/events",
          "must not have task.progress if ordered is true: progress may be left out, so it has no"
              + " order");
    }
    return Optional.of(
        new EndpointBody(
            given.get(URL).orElseThrow(),
            events,
            given.get(TAGS).orElse(List.of()),
            given.get(DESCRIPTION).orElse(null),
            given.get(HEADERS).orElse(Map.of()),
            given.get(RATE).orElse(null),
            given.get(CONCURRENCY).orElse(null),
            given.get(FORMAT).orElse(WebhookFormat.STANDARD),
            given.get(SIGNATURES).orElse(List.of(SignatureScheme.V1)),
            given.get(TLS).orElse(null),
            isOrdered,
            given.get(HANDSHAKE).orElse(false),
            given.get(STATE).orElse(true)));
  }

  private static Schema patch(Schema whole) {
    whole.additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
    for (Member<?> member : PATCHED.members()) {
      Schema own = member.kind().schema();
      whole.addProperty(member.name(), member.equals(URL) ? own : orNull(inPatch(member, own)));
    }
    return whole;
  }

  /// A patch may also name single members of an object.
  private static Schema inPatch(Member<?> member, Schema own) {
    if (member.equals(HEADERS)) {
      return HeaderRules.described(own, orNull(HeaderRules.value()));
    }
    if (member.equals(TLS)) {
      Map<String, Schema> nullable = new LinkedHashMap<>();
      own.getProperties().forEach((name, one) -> nullable.put(name, orNull(one)));
      return own.properties(nullable);
    }
    return member.equals(RATE) ? own.required(null) : own;
  }

  private static Schema orNull(Schema schema) {
    Schema nothing = OASFactory.createSchema().addType(SchemaType.NULL);
    return OASFactory.createSchema().addAnyOf(schema).addAnyOf(nothing);
  }
}
