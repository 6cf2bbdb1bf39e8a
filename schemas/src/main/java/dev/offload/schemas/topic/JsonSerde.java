package dev.offload.schemas.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// JSON values in an [Envelope]. For a sealed type, the header `offload-type` says which of
/// its records a value is.
final class JsonSerde<V> implements Serde<V> {
  private final Map<String, ObjectReader> readers = new LinkedHashMap<>();

  JsonSerde(Class<V> type) {
    register(type);
  }

  private void register(Class<?> type) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        register(permitted);
      }
    } else {
      readers.put(type.getSimpleName(), Json.MAPPER.readerFor(type));
    }
  }

  @Override
  public Serializer<V> serializer() {
    return new EnvelopedSerializer<>();
  }

  @Override
  public Deserializer<V> deserializer() {
    return new EnvelopedDeserializer<>(readers);
  }

  private static final class EnvelopedSerializer<V> implements Serializer<V> {
    @Override
    public byte[] serialize(String topic, V value) {
      throw new SerializationException("values of " + topic + " need headers");
    }

    @Override
    public byte[] serialize(String topic, Headers headers, V value) {
      if (value == null) {
        return null;
      }
      Envelope.write(headers, value);
      try {
        return Json.MAPPER.writeValueAsBytes(value);
      } catch (JsonProcessingException e) {
        throw new SerializationException("cannot write a value of " + topic, e);
      }
    }
  }

  private record EnvelopedDeserializer<V>(Map<String, ObjectReader> readers)
      implements Deserializer<V> {
    @Override
    public V deserialize(String topic, byte[] data) {
      throw new SerializationException("values of " + topic + " need headers");
    }

    @Override
    public V deserialize(String topic, Headers headers, byte[] data) {
      if (data == null) {
        return null;
      }
      String type = Envelope.text(headers, Envelope.TYPE);
      ObjectReader reader = type == null ? null : readers.get(type);
      if (reader == null) {
        throw new UnreadableRecord(
            "header %s of a record of %s must be one of %s, was %s"
                .formatted(Envelope.TYPE, topic, readers.keySet(), type));
      }
      String schema = Envelope.text(headers, Envelope.SCHEMA);
      if (!Integer.toString(Envelope.SCHEMA_VERSION).equals(schema)) {
        throw new UnreadableRecord(
            "header %s of a record of %s must be %d, was %s"
                .formatted(Envelope.SCHEMA, topic, Envelope.SCHEMA_VERSION, schema));
      }
      V value;
      try {
        value = reader.readValue(data);
      } catch (IOException | StackOverflowError e) {
        throw new UnreadableRecord("a %s of %s can't be read".formatted(type, topic), e);
      }
      if (value == null) {
        throw new UnreadableRecord("a %s of %s is JSON's null".formatted(type, topic));
      }
      return value;
    }
  }
}
