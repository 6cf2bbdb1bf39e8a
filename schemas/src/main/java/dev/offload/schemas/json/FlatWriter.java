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
  private transient List<Member> members;

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

  /// A member of the record, or of the part that `way` leads to.
  private record Member(List<BeanPropertyWriter> way, PropertyWriter writer) {
    void write(Object whole, JsonGenerator json, SerializerProvider provider) throws Exception {
      Object owner = whole;
      for (BeanPropertyWriter part : way) {
        owner = part.get(owner);
      }
      writer.serializeAsField(owner, json, provider);
    }
  }

  @Override
  public void resolve(SerializerProvider provider) throws JsonMappingException {
    ((ResolvableSerializer) usual).resolve(provider);
    Map<String, Member> byName = new LinkedHashMap<>();
    collect(usual, List.of(), provider, byName);
    List<Member> ordered = new ArrayList<>();
    for (String name : first) {
      ordered.add(byName.remove(name));
    }
    ordered.addAll(byName.values());
    members = List.copyOf(ordered);
  }

  private static void collect(
      JsonSerializer<?> record,
      List<BeanPropertyWriter> way,
      SerializerProvider provider,
      Map<String, Member> byName)
      throws JsonMappingException {
    JsonSerializer<?> plain = record instanceof FlatWriter flat ? flat.usual : record;
    for (Iterator<PropertyWriter> all = plain.properties(); all.hasNext(); ) {
      PropertyWriter member = all.next();
      if (isPart(member)) {
        List<BeanPropertyWriter> on = new ArrayList<>(way);
        on.add((BeanPropertyWriter) member);
        collect(provider.findValueSerializer(member.getType()), on, provider, byName);
      } else {
        byName.put(member.getName(), new Member(way, member));
      }
    }
  }

  @Override
  public void serialize(Object record, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeStartObject(record);
    for (Member member : members) {
      try {
        member.write(record, json, provider);
      } catch (Exception e) {
        wrapAndThrow(provider, e, record, member.writer().getName());
      }
    }
    json.writeEndObject();
  }
}
