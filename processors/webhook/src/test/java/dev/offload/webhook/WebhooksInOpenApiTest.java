package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.offload.testkit.TestConfig;
import dev.offload.testkit.WebhookSink;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.Test;

/// Holds the `webhooks` of openapi.yaml to what is sent.
class WebhooksInOpenApiTest {
  /// OpenAPI takes these from elsewhere: the content type from the body, the others from HTTP.
  private static final Set<String> NOT_PARAMETERS =
      Set.of("connection", "content-length", "content-type", "host");

  @Test
  void describedHeadersAreThoseThatAreSent() throws Exception {
    Set<String> sent = new TreeSet<>(sent());
    sent.removeAll(NOT_PARAMETERS);

    assertThat(webhooks()).isNotEmpty();
    assertThat(webhooks())
        .allSatisfy(
            webhook ->
                assertThat(webhook.at("/post/parameters"))
                    .extracting(parameter -> parameter.path("name").asText())
                    .containsExactlyInAnyOrderElementsOf(sent));
  }

  private static Set<String> sent() throws Exception {
    WebhookConfig config =
        TestConfig.of(
            WebhookConfig.class, Map.of("offload.webhook.allowed-addresses", "127.0.0.0/8"));
    try (WebhookSink sink = WebhookSink.start();
        WebhookSender sender =
            new WebhookSender(
                config,
                SystemDefaultDnsResolver.INSTANCE,
                SSLContexts.createDefault(),
                InstantSource.system())) {
      SomeWebhooks.send(
          sender,
          "acme",
          SomeWebhooks.to(sink.url("/").toString())
              .signed("tsk_1", Instant.now(), "{}", SomeWebhooks.SECRET),
          TlsIdentity.NONE);
      return sink.next(Duration.ofSeconds(10)).headers().keySet();
    }
  }

  private static JsonNode webhooks() throws Exception {
    try (InputStream document = WebhooksInOpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
      return new YAMLMapper().readTree(document).path("webhooks");
    }
  }
}
