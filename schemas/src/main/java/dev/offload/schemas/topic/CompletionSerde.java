package dev.offload.schemas.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Completion;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Completions as CloudEvents 1.0 in Kafka's binary content mode. Attributes are `ce_` headers, and
/// the value is the task or the group as JSON. The extension attribute `tenant` is its tenant.
final class CompletionSerde implements Serde<Completion> {
  private static final String TENANT = "tenant";
  private static final String JSON = "application/json";

  @Override
  public Serializer<Completion> serializer() {
    return new Writer(new CloudEventSerializer());
  }

  @Override
  public Deserializer<Completion> deserializer() {
    return new Reader(new CloudEventDeserializer());
  }

  private record Writer(CloudEventSerializer events) implements Serializer<Completion> {
    @Override
    public byte[] serialize(String topic, Completion value) {
      throw new SerializationException("values of " + topic + " need headers");
    }

    @Override
    public byte[] serialize(String topic, Headers headers, Completion value) {
      if (value == null) {
        return null;
      }
      headers.remove(Envelope.TENANT);
      headers.add(Envelope.TENANT, value.tenant().getBytes(StandardCharsets.UTF_8));
      return events.serialize(topic, headers, event(value));
    }

    private static CloudEvent event(Completion value) {
      try {
        return CloudEventBuilder.v1()
            .withId(value.id())
            .withSource(value.source())
            .withType(value.type())
            .withSubject(value.data().subject().toString())
            .withTime(value.time().atOffset(ZoneOffset.UTC))
            .withExtension(TENANT, value.tenant())
            .withData(JSON, Json.MAPPER.writeValueAsBytes(value.data()))
            .build();
      } catch (JsonProcessingException e) {
        throw new SerializationException("cannot write a completion", e);
      }
    }
  }

  private record Reader(CloudEventDeserializer events) implements Deserializer<Completion> {
    @Override
    public Completion deserialize(String topic, byte[] data) {
      throw new SerializationException("values of " + topic + " need headers");
    }

    @Override
    public Completion deserialize(String topic, Headers headers, byte[] data) {
      if (data == null) {
        return null;
      }
      try {
        CloudEvent event = events.deserialize(topic, headers, data);
        return new Completion(
            event.getId(),
            event.getSource(),
            event.getTime() == null ? null : event.getTime().toInstant(),
            (String) event.getExtension(TENANT),
            Json.MAPPER.readValue(bytes(event.getData()), Completion.dataOf(event.getType())));
      } catch (IOException
          | CloudEventRWException
          | IllegalArgumentException
          | IllegalStateException e) {
        throw new UnreadableRecord("a record of " + topic + " is not a completion", e);
      }
    }

    private static byte[] bytes(CloudEventData data) {
      return data == null ? new byte[0] : data.toBytes();
    }
  }
}
