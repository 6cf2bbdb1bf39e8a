package dev.offload.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
  private static final JsonNode EVENT = Json.MAPPER.createObjectNode();

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.com", "HTTPS://example.com:8443/a?b=c", "http://[::1]:80/"})
  void anyHttpUrlCanBeTried(String url) {
    assertThat(new Delivery(URI.create(url), EVENT).url()).hasToString(url);
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://example.com/, 'url must be http or https, was ftp'",
    "/hook, 'url must be http or https, was null'",
    "file:///etc/passwd, 'url must be http or https, was file'",
    "http:///hook, 'host of url must be present'",
    "http://a_b/hook, 'host of url must be present'",
    "http://127.1/hook, 'host of url must be present'",
    "https://user:secret@example.com/, 'url must carry no credentials, was some'",
    "http://example.com:70000/, 'port of url must be at most 65535, was 70000'",
  })
  void otherUrlsAreRefusedWithoutBeingRepeated(String url, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Delivery(URI.create(url), EVENT))
        .withMessage(message);
  }
}
