package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Pointers;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// Which headers an endpoint may be sent besides those of every webhook.
final class HeaderRules {

  private static final int MAX = 10;
  private static final int MAX_VALUE = 512;

  /// A token of RFC 9110.
  private static final String NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}";

  private static final String VALUE = "[!-~]([ -~]*[!-~])?";
  private static final Pattern WHOLE_NAME = Pattern.compile(NAME);
  private static final Pattern WHOLE_VALUE = Pattern.compile(VALUE);
  private static final String NAME_RULE =
      "must be named with 1 to 64 letters, digits and !#$%&'*+-.^_`|~";
  private static final String VALUE_RULE =
      "must be 1 to %d visible ASCII characters and inner spaces".formatted(MAX_VALUE);

  /// What the webhook says itself, or what belongs to the connection.
  private static final Set<String> OURS =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  private static final List<String> OUR_PREFIXES = List.of("webhook-", "proxy-", "ce-");

  static final Kind<Map<String, String>> KIND =
      Kinds.object()
          .then(HeaderRules::read)
          .saying("Additional headers, such as Authorization. Their values are never shown again.")
          .described(more -> described(more, value()));

  private HeaderRules() {}

  /// What the document says of headers with values like `value`.
  static Schema described(Schema headers, Schema value) {
    return headers
        .maxProperties(MAX)
        .propertyNames(text().pattern("^" + NAME + "$"))
        .additionalPropertiesSchema(value);
  }

  static Schema value() {
    return text().maxLength(MAX_VALUE).pattern("^" + VALUE + "$");
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }

  private static Optional<Map<String, String>> read(
      JsonNode object, String pointer, Faults faults) {
    if (object.size() > MAX) {
      return faults.refuse(pointer, "must have at most " + MAX + " headers");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, JsonNode> header : object.properties()) {
      String at = Pointers.below(pointer, header.getKey());
      // Receivers by CGI's rules do not tell _ from -.
      String name = header.getKey().toLowerCase(Locale.ROOT).replace('_', '-');
      if (!WHOLE_NAME.matcher(header.getKey()).matches()) {
        faults.add(at, NAME_RULE);
      } else if (OURS.contains(name) || OUR_PREFIXES.stream().anyMatch(name::startsWith)) {
        faults.add(at, "is not allowed: every webhook has it, or the connection needs it");
      } else if (!names.add(name)) {
        faults.add(at, "must not appear twice, even in another case");
      }
      JsonNode value = header.getValue();
      if (value.isTextual()
          && value.textValue().length() <= MAX_VALUE
          && WHOLE_VALUE.matcher(value.textValue()).matches()) {
        headers.put(header.getKey(), value.textValue());
      } else {
        faults.add(at, VALUE_RULE);
      }
    }
    return Optional.of(headers);
  }
}
