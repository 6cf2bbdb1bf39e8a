package dev.offload.schemas.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads one object as a record with parts: see [FlatRecords]. Members have their usual
/// deserializers, and absent and unknown members have their usual meaning.
final class FlatReader extends StdDeserializer<Object> implements ResolvableDeserializer {
  private static final long serialVersionUID = 1;

  /// Stands for a member that has not been read.
  private static final Object ABSENT = new Object();

  private final transient ValueInstantiator maker;
  private transient Part whole;
  private transient SettableBeanProperty[] members;
  private final transient Map<String, Integer> places = new HashMap<>();

  FlatReader(Class<?> record, ValueInstantiator maker) {
    super(record);
    this.maker = maker;
  }

  /// The source of one argument of a constructor.
  private sealed interface Source {}

  /// The value of the member at `place`.
  private record Leaf(int place) implements Source {}

  /// A record that is made from others.
  private record Part(ValueInstantiator maker, List<Source> sources) implements Source {
    Object make(Object[] values, DeserializationContext context) throws IOException {
      Object[] arguments = new Object[sources.size()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] =
            switch (sources.get(i)) {
              case Leaf(int place) -> values[place];
              case Part part -> part.make(values, context);
            };
      }
      return maker.createFromObjectWith(context, arguments);
    }
  }

  @Override
  public void resolve(DeserializationContext context) throws JsonMappingException {
    List<SettableBeanProperty> all = new ArrayList<>();
    whole = part(maker, context, all);
    members = all.toArray(SettableBeanProperty[]::new);
    for (int place = 0; place < members.length; place++) {
      places.put(members[place].getName(), place);
    }
  }

  private static Part part(
      ValueInstantiator maker, DeserializationContext context, List<SettableBeanProperty> all)
      throws JsonMappingException {
    List<Source> sources = new ArrayList<>();
    for (SettableBeanProperty argument : maker.getFromObjectArguments(context.getConfig())) {
      if (FlatRecords.isPart(argument)) {
        sources.add(part(maker(argument, context), context, all));
      } else {
        sources.add(new Leaf(all.size()));
        all.add(
            argument.withValueDeserializer(
                context.findContextualValueDeserializer(argument.getType(), argument)));
      }
    }
    return new Part(maker, sources);
  }

  private static ValueInstantiator maker(SettableBeanProperty part, DeserializationContext context)
      throws JsonMappingException {
    JsonDeserializer<?> usual = context.findContextualValueDeserializer(part.getType(), null);
    return usual instanceof FlatReader flat
        ? flat.maker
        : ((BeanDeserializerBase) usual).getValueInstantiator();
  }

  @Override
  public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (json.isExpectedStartObjectToken()) {
      json.nextToken();
    } else if (!json.hasToken(JsonToken.FIELD_NAME) && !json.hasToken(JsonToken.END_OBJECT)) {
      return context.handleUnexpectedToken(handledType(), json);
    }
    Object[] values = new Object[members.length];
    Arrays.fill(values, ABSENT);
    for (String name = json.currentName();
        json.hasToken(JsonToken.FIELD_NAME);
        name = json.nextFieldName()) {
      json.nextToken();
      read(name, values, json, context);
    }
    for (int place = 0; place < values.length; place++) {
      if (values[place] == ABSENT) {
        values[place] = members[place].getValueDeserializer().getAbsentValue(context);
      }
    }
    return whole.make(values, context);
  }

  private void read(String name, Object[] values, JsonParser json, DeserializationContext context)
      throws IOException {
    Integer place = places.get(name);
    if (place == null) {
      handleUnknownProperty(json, context, handledType(), name);
      return;
    }
    try {
      values[place] = members[place].deserialize(json, context);
    } catch (JacksonException | RuntimeException e) {
      throw JsonMappingException.wrapWithPath(e, handledType(), name);
    }
  }
}
