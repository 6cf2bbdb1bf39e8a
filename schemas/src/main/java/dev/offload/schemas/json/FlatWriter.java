package dev.offload.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.ResolvableSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a record with parts as one object: see [FlatRecords].
final class FlatWriter extends StdSerializer<Object> implements ResolvableSerializer {
  private static final long serialVersionUID = 1;

  private final transient JsonSerializer<?> usual;
  private final transient List<String> first;
  private transient Part[] parts;
  private transient Member[] members;

  /// @param usual Jackson's own serializer of the record
  /// @param first the names of the members that come first
  FlatWriter(JsonSerializer<?> usual, List<String> first) {
    super(Object.class);
    this.usual = usual;
    this.first = first;
  }

  static boolean isPart(PropertyWriter member) {
    return member instanceof BeanPropertyWriter one && one.isUnwrapping();
  }

  /// A part, which is a member of the record or of an earlier part. Owners are numbered: 0 is the
  /// record, the others are the parts in their order.
  private record Part(int owner, BeanPropertyWriter writer) {}

  /// A member of the record or of a part.
  private record Member(int owner, PropertyWriter writer) {}

  @Override
  public void resolve(SerializerProvider provider) throws JsonMappingException {
    ((ResolvableSerializer) usual).resolve(provider);
    List<Part> allParts = new ArrayList<>();
    Map<String, Member> byName = new LinkedHashMap<>();
    collect(usual, 0, provider, allParts, byName);
    List<Member> ordered = new ArrayList<>();
    for (String name : first) {
      ordered.add(byName.remove(name));
    }
    ordered.addAll(byName.values());
    parts = allParts.toArray(Part[]::new);
    members = ordered.toArray(Member[]::new);
  }

  private static void collect(
      JsonSerializer<?> record,
      int owner,
      SerializerProvider provider,
      List<Part> parts,
      Map<String, Member> byName)
      throws JsonMappingException {
    JsonSerializer<?> plain = record instanceof FlatWriter flat ? flat.usual : record;
    for (Iterator<PropertyWriter> all = plain.properties(); all.hasNext(); ) {
      PropertyWriter member = all.next();
      if (isPart(member)) {
        parts.add(new Part(owner, (BeanPropertyWriter) member));
        JsonSerializer<Object> part = provider.findValueSerializer(member.getType());
        collect(part, parts.size(), provider, parts, byName);
      } else {
        byName.put(member.getName(), new Member(owner, member));
      }
    }
  }

  @Override
  public void serialize(Object record, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    Object[] owners = owners(record, provider);
    json.writeStartObject(record);
    for (Member member : members) {
      try {
        member.writer().serializeAsField(owners[member.owner()], json, provider);
      } catch (Exception e) {
        wrapAndThrow(provider, e, record, member.writer().getName());
      }
    }
    json.writeEndObject();
  }

  private Object[] owners(Object record, SerializerProvider provider) throws IOException {
    Object[] owners = new Object[parts.length + 1];
    owners[0] = record;
    for (int i = 0; i < parts.length; i++) {
      Part part = parts[i];
      try {
        owners[i + 1] = part.writer().get(owners[part.owner()]);
      } catch (Exception e) {
        wrapAndThrow(provider, e, record, part.writer().getName());
      }
    }
    return owners;
  }
}
