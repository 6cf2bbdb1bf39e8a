package dev.offload.schemas.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.offload.schemas.golden.Samples.Sample;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkItem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiTest {
  private static final JsonNode DOCUMENT = read();

  @Test
  void channelsAreTheTopics() {
    List<String> topics = new ArrayList<>();
    Topics.COMMON.forEach(topic -> topics.add(topic.name()));
    topics.add(Topics.direct("q").name().replaceAll("q$", "{queue}"));
    topics.add(Topics.work("q").name().replaceAll("q$", "{queue}"));

    assertThat(DOCUMENT.get("channels"))
        .extracting(c -> c.get("address").asText())
        .containsExactlyInAnyOrderElementsOf(topics);
  }

  @Test
  void messagesAreTheRecordTypes() {
    Set<String> types = new TreeSet<>(WireTypes.names());
    types.add("Parked");

    assertThat(names(DOCUMENT.at("/components/messages"))).containsExactlyElementsOf(types);
  }

  @Test
  void messagesOfATopicAreTheRecordsWrittenThere() {
    Map<String, Set<String>> written = new TreeMap<>();
    for (Sample<?> sample : Samples.ALL) {
      written.computeIfAbsent(address(sample), _ -> new TreeSet<>()).add(sample.type());
    }
    written.put("offload.direct.{queue}", Set.of("SubmitTask"));
    written.put("offload.batches", Set.of("SubmitTask"));
    written.put("offload.parked", Set.of("Parked"));

    for (JsonNode channel : DOCUMENT.get("channels")) {
      String address = channel.get("address").asText();
      assertThat(names(channel.get("messages"))).as(address).isEqualTo(written.get(address));
    }
  }

  static List<Sample<?>> samples() {
    return Samples.ALL;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void headersAreThoseOfTheRecord(Sample<?> sample) {
    assertDescribed(sample.type(), Golden.written(sample).headers());
  }

  @Test
  void headersOfAParkedRecordAreDescribed() {
    ConsumerRecord<String, byte[]> source =
        new ConsumerRecord<>("offload.commands", 7, 42, "key", new byte[0]);
    ParkedRecord parked = ParkedRecord.of(source, "worker", "no such record");

    assertDescribed("Parked", Golden.texts(parked.headers()));
    assertDescribed("Parked", Golden.texts(parked.reference().headers()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noHeaderIsUnused(Sample<?> sample) {
    assertThat(violations(sample.type(), Map.of())).isNotEmpty();
  }

  @Test
  void payloadsAreTheJsonSchemasOfTheirRecords() {
    for (Map.Entry<String, JsonNode> message : DOCUMENT.at("/components/messages").properties()) {
      if (!message.getKey().equals("Parked")) {
        assertThat(message.getValue().at("/payload/$ref").asText())
            .isEqualTo("dev/offload/schemas/json/" + JsonSchemas.fileName(message.getKey()));
      }
    }
  }

  /// A schema or a header that nothing uses would stay when what used it is gone.
  @Test
  void everySchemaIsThatOfAMessage() {
    Set<String> used = new TreeSet<>();
    for (JsonNode message : DOCUMENT.at("/components/messages")) {
      collect(message.at("/headers/$ref").asText(), used);
    }

    assertThat(used)
        .containsExactlyElementsOf(
            names(DOCUMENT.at("/components/schemas")).stream()
                .map(name -> "#/components/schemas/" + name)
                .toList());
  }

  @Test
  void describedHeadersAreWritten() {
    Map<String, Set<String>> written = new TreeMap<>();
    for (Sample<?> sample : Samples.ALL) {
      written
          .computeIfAbsent(headersOf(sample.type()), _ -> new TreeSet<>())
          .addAll(Golden.written(sample).headers().keySet());
    }
    written.forEach(
        (schema, headers) -> {
          Set<String> described = described(schema);
          // Only what came by HTTP has a trace.
          described.remove(Envelope.TRACEPARENT);
          assertThat(described).as(schema).isSubsetOf(headers);
        });
  }

  @Test
  void everyEventOfACompletionIsDescribed() {
    List<String> types =
        Stream.concat(EventPattern.OF_TASKS.stream(), EventPattern.OF_GROUPS.stream())
            .map(event -> "dev.offload." + event + ".v1")
            .toList();

    assertThat(DOCUMENT.at("/components/schemas/CloudEventHeaders/properties/ce_type/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(types);
  }

  private static void collect(String reference, Set<String> used) {
    if (used.add(reference)) {
      DOCUMENT
          .at(reference.substring(1))
          .findValues("$ref")
          .forEach(more -> collect(more.asText(), used));
    }
  }

  private static String address(Sample<?> sample) {
    return sample.value() instanceof WorkItem ? "offload.work.{queue}" : sample.topic().name();
  }

  private static void assertDescribed(String message, Map<String, String> headers) {
    assertThat(violations(message, headers)).isEmpty();
    assertThat(described(headersOf(message))).containsAll(headers.keySet());
  }

  private static List<Error> violations(String message, Map<String, String> headers) {
    ObjectNode schema = DOCUMENT.deepCopy();
    schema.put("$ref", headersOf(message));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema)
        .validate(Json.MAPPER.valueToTree(headers));
  }

  private static String headersOf(String message) {
    return DOCUMENT.at("/components/messages/" + message + "/headers/$ref").asText();
  }

  /// The names of all headers that the schema at `reference` describes.
  private static Set<String> described(String reference) {
    JsonNode schema = DOCUMENT.at(reference.substring(1));
    Set<String> described = new TreeSet<>();
    schema.findValues("properties").forEach(properties -> described.addAll(names(properties)));
    schema.findValues("$ref").forEach(more -> described.addAll(described(more.asText())));
    return described;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode read() {
    try (InputStream in = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
      return YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
