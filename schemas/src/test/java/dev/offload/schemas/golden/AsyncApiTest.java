package dev.offload.schemas.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.offload.schemas.golden.Samples.Sample;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkItem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
  private static final JsonNode DOCUMENT = read();

  @Test
  void everyTopicIsAChannelAndNothingElse() {
    List<String> topics = new ArrayList<>();
    Topics.COMMON.forEach(topic -> topics.add(topic.name()));
    topics.add(Topics.direct("q").name().replaceAll("q$", "{queue}"));
    topics.add(Topics.work("q").name().replaceAll("q$", "{queue}"));

    assertThat(DOCUMENT.get("channels"))
        .extracting(c -> c.get("address").asText())
        .containsExactlyInAnyOrderElementsOf(topics);
  }

  @Test
  void everyRecordTypeIsAMessageAndNothingElse() {
    Set<String> types = new TreeSet<>(WireTypes.names());
    types.add("Parked");

    assertThat(names(DOCUMENT.at("/components/messages"))).containsExactlyElementsOf(types);
  }

  @Test
  void messagesStandOnTheTopicsTheyAreWrittenTo() {
    for (Sample<?> sample : Samples.ALL) {
      String address =
          sample.value() instanceof WorkItem ? "offload.work.{queue}" : sample.topic().name();

      assertThat(names(channel(address).get("messages")))
          .as("messages of %s", address)
          .contains(sample.type());
    }
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

  private static JsonNode channel(String address) {
    for (JsonNode channel : DOCUMENT.get("channels")) {
      if (channel.get("address").asText().equals(address)) {
        return channel;
      }
    }
    throw new AssertionError("no channel has the address " + address);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode read() {
    try (InputStream in = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
