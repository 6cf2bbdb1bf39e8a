package dev.offload.ingest.body;

import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// The members of an object, declared once: how they are read, and what the OpenAPI document says
/// of them. Another member is a mistake, and never ignored.
public final class Shape {

  private final List<Member<?>> members;

  private final List<Apart> apart;

  /// Why a member is refused that others of this kind have, by its name.
  private final Map<String, String> refused;

  /// Two members of which at most one may be sent.
  ///
  /// @param why may be empty
  private record Apart(Member<?> one, Member<?> other, String why) {
    boolean isOf(Member<?> member) {
      return one.equals(member) || other.equals(member);
    }

    String rule() {
      return "is not allowed together with " + one.name() + why;
    }
  }

  private Shape(List<Member<?>> members, List<Apart> apart, Map<String, String> refused) {
    this.members = members;
    this.apart = apart;
    this.refused = refused;
  }

  public static Shape of(Member<?>... members) {
    return new Shape(List.of(members), List.of(), Map.of());
  }

  /// The same with one more member, which comes first.
  public Shape with(Member<?> member) {
    return new Shape(Stream.concat(Stream.of(member), members.stream()).toList(), apart, refused);
  }

  /// The same without `member`, which is refused for this reason.
  public Shape without(Member<?> member, String reason) {
    List<Member<?>> left = members.stream().filter(one -> !one.equals(member)).toList();
    Map<String, String> reasons = new HashMap<>(refused);
    reasons.put(member.name(), reason);
    List<Apart> still = apart.stream().filter(pair -> !pair.isOf(member)).toList();
    return new Shape(left, still, Map.copyOf(reasons));
  }

  /// The same, where `other` is not allowed together with `one`.
  public Shape apart(Member<?> one, Member<?> other) {
    return apart(one, other, "");
  }

  /// The same. `why` follows the rule, and begins with a comma.
  public Shape apart(Member<?> one, Member<?> other, String why) {
    Stream<Apart> all = Stream.concat(apart.stream(), Stream.of(new Apart(one, other, why)));
    return new Shape(members, all.toList(), refused);
  }

  /// The same with another member instead of that of the same name.
  public Shape replacing(Member<?> member) {
    List<Member<?>> all = new ArrayList<>(members);
    all.replaceAll(one -> one.name().equals(member.name()) ? member : one);
    return new Shape(List.copyOf(all), apart, refused);
  }

  public List<Member<?>> members() {
    return members;
  }

  /// Whether a member has this name.
  public boolean knows(String name) {
    return members.stream().anyMatch(member -> member.name().equals(name));
  }

  public Kind<Given> kind() {
    return Kind.of(this::read, this::schema);
  }

  /// Reads a whole body and finds all mistakes at once. Empty if it is not an object.
  public Optional<Given> read(JsonNode body, Faults faults) {
    TextRules.check(body, faults);
    return read(body, "", faults);
  }

  private Optional<Given> read(JsonNode object, String pointer, Faults faults) {
    if (!object.isObject()) {
      return faults.refuse(pointer, "must be an object");
    }
    Map<String, Optional<?>> sent = new HashMap<>();
    for (Member<?> member : members) {
      String at = member.under(pointer);
      JsonNode value = object.get(member.name());
      if (value != null) {
        sent.put(member.name(), member.kind().read(value, at, faults));
      } else if (member.isRequired()) {
        faults.add(at, "is required");
      }
    }
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!sent.containsKey(name)) {
        String reason = refused.getOrDefault(name, "is not a known member");
        faults.add(Pointers.below(pointer, name), reason);
      }
    }
    Given given = new Given(sent);
    apart.stream()
        .filter(pair -> given.has(pair.one()) && given.has(pair.other()))
        .forEach(pair -> faults.add(pair.other().under(pointer), pair.rule()));
    return Optional.of(given);
  }

  private Schema schema() {
    Schema schema =
        createSchema()
            .addType(Schema.SchemaType.OBJECT)
            .additionalPropertiesSchema(createSchema().booleanSchema(false));
    for (Member<?> member : members) {
      schema.addProperty(member.name(), member.kind().schema());
      if (member.isRequired()) {
        schema.addRequired(member.name());
      }
    }
    List<Schema> pairs =
        apart.stream()
            .map(pair -> createSchema().required(List.of(pair.one.name(), pair.other.name())))
            .toList();
    return switch (pairs.size()) {
      case 0 -> schema;
      case 1 -> schema.not(pairs.getFirst());
      default -> schema.not(createSchema().anyOf(pairs));
    };
  }
}
