package dev.offload.schemas.golden;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.golden.Samples.Sample;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// A record as an older version wrote it, kept as a file: topic, key, headers and value.
record Golden(String topic, String key, Map<String, String> headers, JsonNode value) {

  static <V> Golden written(Sample<V> sample) {
    Headers headers = new RecordHeaders();
    byte[] value =
        sample
            .topic()
            .values()
            .serializer()
            .serialize(sample.topic().name(), headers, sample.value());
    try {
      return new Golden(
          sample.topic().name(), sample.key(), texts(headers), Json.MAPPER.readTree(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> texts(Headers headers) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Header header : headers) {
      texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return texts;
  }

  static Golden kept(Path file) {
    try {
      return Json.MAPPER.readValue(file.toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path file(String type) {
    return folder().resolve(type + ".json");
  }

  /// The value as the code of today reads it.
  Object read() {
    Headers recordHeaders = new RecordHeaders();
    headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(StandardCharsets.UTF_8)));
    return reader().read(recordHeaders, value.toString().getBytes(StandardCharsets.UTF_8));
  }

  String text() {
    return Json.MAPPER.valueToTree(this).toPrettyString();
  }

  private Topic<?> reader() {
    return topic.equals(Topics.work("image").name())
        ? Topics.work("image")
        : Topics.COMMON.stream()
            .filter(common -> common.name().equals(topic))
            .findFirst()
            .orElseThrow();
  }

  private static Path folder() {
    try {
      return Path.of(Golden.class.getResource("/golden/v1").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
