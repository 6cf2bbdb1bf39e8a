package dev.offload.schemas.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import java.util.Iterator;
import java.util.List;

/// Writes and reads records that are made of other records as flat JSON. A member that is
/// marked with [JsonUnwrapped] is a part. In JSON, its own members take its place.
///
/// Jackson does this too, but it copies whatever it can't place at once, such as the whole
/// input of a task, and it can't order the members of parts. Here a record is read in one
/// pass, and `@JsonPropertyOrder` names the members that come first. The others follow in
/// their own order.
final class FlatRecords {
  private FlatRecords() {}

  static SimpleModule module() {
    return new SimpleModule("flat-records")
        .setSerializerModifier(new Writers())
        .setDeserializerModifier(new Readers());
  }

  static boolean isPart(SettableBeanProperty member) {
    return member.getAnnotation(JsonUnwrapped.class) != null;
  }

  private static final class Writers extends BeanSerializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public JsonSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription type, JsonSerializer<?> usual) {
      for (Iterator<PropertyWriter> members = usual.properties(); members.hasNext(); ) {
        if (FlatWriter.isPart(members.next())) {
          String[] first =
              config
                  .getAnnotationIntrospector()
                  .findSerializationPropertyOrder(type.getClassInfo());
          return new FlatWriter(usual, first == null ? List.of() : List.of(first));
        }
      }
      return usual;
    }
  }

  private static final class Readers extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription type, JsonDeserializer<?> usual) {
      if (usual instanceof BeanDeserializerBase bean) {
        ValueInstantiator maker = bean.getValueInstantiator();
        SettableBeanProperty[] members = maker.getFromObjectArguments(config);
        for (int i = 0; members != null && i < members.length; i++) {
          if (isPart(members[i])) {
            return new FlatReader(bean.handledType(), maker);
          }
        }
      }
      return usual;
    }
  }
}
