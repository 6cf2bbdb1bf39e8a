package dev.offload.ingest.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.openapi.Document;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.RawHttp;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.Traces;
import dev.offload.schemas.json.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each wrong request gets the right problem, and all of them together leave nothing behind.
@IngestTest
class MalformedRequestsIT {

  private static final int PROMISED = 100;

  @TestHTTPResource URI server;

  @ConfigProperty(name = "offload.files.directory")
  Path fileDirectory;

  private Document document;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
  }

  @Test
  void everyMalformedRequestGetsItsProblemAndLeavesNothing() throws Exception {
    Map<String, String> known = makeWhatTheyName();
    List<WrongRequest> requests = all();
    document = Document.served();
    assertThat(requests).hasSizeGreaterThan(PROMISED);
    Traces before = Traces.of(fileDirectory);

    SoftAssertions softly = new SoftAssertions();
    for (WrongRequest request : requests) {
      check(request, known, softly);
    }
    softly.assertAll();

    assertThat(Traces.of(fileDirectory)).isEqualTo(before);
  }

  private static List<WrongRequest> all() {
    return Stream.of(
            WrongTasks.notJson(),
            WrongTasks.notATask(),
            WrongTasks.wrongMembers(),
            WrongTasks.unknownTypes(),
            WrongTasks.tooLarge(),
            WrongSources.all(),
            WrongElsewhere.withoutTheRightKey(),
            WrongElsewhere.headers(),
            WrongElsewhere.batches(),
            WrongPaths.all(),
            WrongElsewhere.files(),
            WrongElsewhere.uploads(),
            WrongElsewhere.keys(),
            WrongElsewhere.deadLetters(),
            WrongSchedules.all(),
            WrongLimits.all(),
            WrongPreferences.all(),
            WrongGalleries.all(),
            WrongGroups.all(),
            WrongEndpoints.all(),
            WrongTokens.all())
        .flatMap(requests -> requests)
        .toList();
  }

  private void check(WrongRequest request, Map<String, String> known, SoftAssertions softly)
      throws Exception {
    byte[] body = request.body();
    String text = new String(body, ISO_8859_1);
    String named = named(text, known);
    String head = named(request.head(), known);
    if (!named.equals(text)) {
      body = named.getBytes(ISO_8859_1);
      head = head.replaceAll("Content-Length: \\d+", "Content-Length: " + body.length);
    }

    RawHttp.Answer answer = new RawHttp(server).send(head, body);

    softly.assertThat(answer.status()).as("status of: %s", request).isEqualTo(request.status());
    softly
        .assertThat(answer.headers().get("content-type"))
        .as("content type of: %s", request)
        .startsWith("application/problem+json");
    checkProblem(request, answer, softly);
  }

  private void checkProblem(WrongRequest request, RawHttp.Answer answer, SoftAssertions softly)
      throws Exception {
    JsonNode problem = Json.MAPPER.readTree(answer.body());
    softly
        .assertThat(problem.path("code").asText())
        .as("code of: %s%n%s", request, answer.body())
        .isEqualTo(request.code());
    softly
        .assertThat(problem.path("type").asText())
        .isEqualTo("https://offload.dev/problems/" + request.code());
    softly.assertThat(problem.path("status").asInt()).isEqualTo(request.status());
    softly.assertThat(problem.path("title").asText()).isNotBlank();
    softly
        .assertThat(problem.path("detail").asText())
        .as("detail of: %s", request)
        .isNotBlank()
        .doesNotContain("Exception", "com.fasterxml", "dev.offload", "java.", "\n")
        .doesNotContain("Feature", "Source", "`");
    softly.assertThat(answer.body()).as("answer to: %s", request).contains(request.words());
    if (request.pointer() != null) {
      softly
          .assertThat(problem.path("errors").findValuesAsText("pointer"))
          .as("errors of: %s%n%s", request, answer.body())
          .contains(request.pointer());
    }
    String[] line = request.head().split(" ", 3);
    document
        .operation(line[0], line[1])
        .ifPresent(
            operation ->
                softly
                    .assertThat(
                        operation
                            .at("/responses/%d/description".formatted(request.status()))
                            .asText())
                    .as("what the document says of: %s", request)
                    .contains("`" + request.code() + "`"));
    if (request.status() == 405) {
      softly.assertThat(answer.headers()).as("headers of: %s", request).containsKey("allow");
    }
  }

  private static Map<String, String> makeWhatTheyName() {
    String foreign = Api.newKey("other", "submit", "read", "manage");
    return Map.of(
        "{key}", Surroundings.BOOTSTRAP_KEY,
        "{readingKey}", Api.newKey(Surroundings.TENANT, "read"),
        "{managingKey}", Api.newKey(Surroundings.TENANT, "manage"),
        "{foreignKeyId}", foreign.split("_", -1)[1],
        "{foreignFile}", Api.upload(foreign, "hello"),
        "{inAMinute}", Instant.now().plusSeconds(60).toString(),
        "{ownFile}", Api.upload(Surroundings.BOOTSTRAP_KEY, "hello"));
  }

  private static String named(String text, Map<String, String> known) {
    String named = text;
    for (Map.Entry<String, String> entry : known.entrySet()) {
      named = named.replace(entry.getKey(), entry.getValue());
    }
    return named;
  }
}
