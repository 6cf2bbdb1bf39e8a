package dev.offload.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.cli.listen.TenantEvents.Refused;
import dev.offload.cli.listen.TenantEvents.Terms;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.WebhookSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server whose connections end again and again.
class TenantEventsTest {
  private static final Terms PATIENT =
      new Terms(Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(4));
  private static final Terms IMPATIENT =
      new Terms(Duration.ofMillis(300), Duration.ofMillis(1), Duration.ofMillis(4));

  private final List<String> told = new ArrayList<>();
  private WebhookSink server;
  private TenantEvents events;

  @BeforeEach
  void open() throws IOException {
    server = WebhookSink.start();
    events = new TenantEvents(server.url("/"), "off_1_key", PATIENT);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void lostConnectionIsResumedAfterTheLastEvent() throws Exception {
    server.willAnswer(
        stream("id:a\nevent:task\ndata:{\"id\":1}\n\n"),
        SinkAnswer.status(503),
        stream("id:c\nevent:task\ndata:{\"id\":2}\n\nid:d\nevent:task\ndata:{\"id"),
        stream(":alive\nid:e\n\n"),
        stream("event:reset\ndata:{}\n\nevent:task\ndata:{\"id\":9}\n\n"));

    events.follow(until("9"));

    assertThat(told)
        .containsExactly(
            "connected",
            "task 1",
            "lost the server ended the stream",
            "lost the server answered 503",
            "connected",
            "task 2",
            "lost the server ended the stream",
            "connected",
            "lost the server ended the stream",
            "connected",
            "missed",
            "task 9");
    assertThat(server.received())
        .extracting(request -> request.header("last-event-id").orElse(""))
        .containsExactly("", "a", "a", "c", "e");
    assertThat(server.received()).extracting(ReceivedRequest::path).containsOnly("/v1/events");
    assertThat(server.received())
        .allSatisfy(
            request -> assertThat(request.header("authorization")).hasValue("Bearer off_1_key"));
  }

  /// Its stream does not tell groups again.
  @Test
  void groupThatHadNotEndedIsAskedForAfterAConnectionWasLost() throws Exception {
    server.willAnswer(
        stream(
            group("grp_1", "\"state\":\"open\"")
                + group("grp_2", "\"state\":\"failed\",\"finishedAt\":\"2026-11-22T10:00:02Z\"")
                + group("grp_3", "\"state\":\"open\"")),
        stream("event:task\ndata:{\"id\":9}\n\n"),
        SinkAnswer.status(200)
            .withBody(
                "{\"id\":\"grp_1\",\"state\":\"succeeded\","
                    + "\"finishedAt\":\"2026-11-22T10:00:03Z\"}"),
        SinkAnswer.status(404));

    events.follow(until("9"));

    assertThat(told)
        .containsExactly(
            "connected",
            "group grp_1 open",
            "group grp_2 failed",
            "group grp_3 open",
            "lost the server ended the stream",
            "connected",
            "group grp_1 succeeded",
            "task 9");
    assertThat(server.received())
        .extracting(ReceivedRequest::path)
        .containsExactly("/v1/events", "/v1/events", "/v1/groups/grp_1", "/v1/groups/grp_3");
  }

  @Test
  void manyGroupsThatHadNotEndedAreLookedForInLists() throws Exception {
    List<String> ids = IntStream.range(0, 50).mapToObj("grp_%02d"::formatted).toList();
    String ended =
        "{\"id\":\"%s\",\"state\":\"succeeded\",\"finishedAt\":\"2026-11-22T10:00:03Z\"}";
    String known =
        ids.subList(2, 30).stream().map(ended::formatted).collect(Collectors.joining(","));
    String others =
        ids.subList(30, 50).stream().map(ended::formatted).collect(Collectors.joining(","));
    server.willAnswer(
        stream(
            ids.stream().map(id -> group(id, "\"state\":\"open\"")).collect(Collectors.joining())),
        stream("event:task\ndata:{\"id\":9}\n\n"),
        SinkAnswer.status(200)
            .withBody(
                "{\"items\":[%s,%s],\"nextCursor\":\"a b\"}"
                    .formatted(ended.formatted("grp_unknown"), known)),
        SinkAnswer.status(200).withBody("{\"items\":[%s]}".formatted(others)),
        SinkAnswer.status(200).withBody(ended.formatted("grp_00")),
        SinkAnswer.status(404));

    events.follow(until("9"));

    assertThat(told).doesNotContain("group grp_unknown succeeded");
    assertThat(told.stream().filter(line -> line.endsWith(" succeeded")))
        .hasSize(49)
        .doesNotContain("group grp_01 succeeded")
        .doesNotHaveDuplicates();
    assertThat(server.received())
        .extracting(ReceivedRequest::path)
        .containsExactly(
            "/v1/events",
            "/v1/events",
            "/v1/groups?limit=200",
            "/v1/groups?limit=200&cursor=a+b",
            "/v1/groups/grp_00",
            "/v1/groups/grp_01");
  }

  @Test
  void serverThatCannotListGroupsNowIsNotAskedForEach() throws Exception {
    String open =
        IntStream.range(0, 50)
            .mapToObj(i -> group("grp_%02d".formatted(i), "\"state\":\"open\""))
            .collect(Collectors.joining());
    String gone = "{\"items\":[]}";
    server.willAnswer(
        stream(open + "id:x\nevent:task\ndata:{\"id\":1}\n\n"),
        stream(""),
        SinkAnswer.status(503),
        stream("event:task\ndata:{\"id\":9}\n\n"),
        SinkAnswer.status(200).withBody(gone));

    events.follow(until("9"));

    assertThat(told).containsSubsequence("connected", "lost the server answered 503", "connected");
    assertThat(server.received().stream().map(ReceivedRequest::path).limit(5))
        .containsExactly(
            "/v1/events",
            "/v1/events",
            "/v1/groups?limit=200",
            "/v1/events",
            "/v1/groups?limit=200");
  }

  private static String group(String id, String rest) {
    return "event:group\ndata:{\"id\":\"%s\",%s}\n\n".formatted(id, rest);
  }

  @Test
  void serverThatFallsSilentIsGivenUp() throws Exception {
    events = new TenantEvents(server.url("/"), "off_1_key", IMPATIENT);
    server.willAnswer(
        stream("").after(Duration.ofMinutes(1)), stream("event:task\ndata:{\"id\":9}\n\n"));

    events.follow(until("9"));

    assertThat(told).containsExactly("lost Read timed out", "connected", "task 9");
  }

  @Test
  void refusalIsFinalAndToldInTheServersWords() {
    server.willAnswer(
        SinkAnswer.status(401).withBody("{\"title\": \"Unauthorized\", \"detail\": \"No key.\"}"));

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> events.follow(until("9")))
        .withMessage("the server answered 401: No key.");
    assertThat(server.received()).hasSize(1);
  }

  private static SinkAnswer stream(String text) {
    return SinkAnswer.status(200).withHeader("Content-Type", "text/event-stream").withBody(text);
  }

  /// Notes what is told, until the task with the id `last`.
  private TenantEvents.Listener until(String last) {
    return new TenantEvents.Listener() {
      @Override
      public void connected() {
        told.add("connected");
      }

      @Override
      public void task(JsonNode task) {
        told.add("task " + task.path("id").asText());
        if (task.path("id").asText().equals(last)) {
          events.stop();
        }
      }

      @Override
      public void group(JsonNode group) {
        told.add("group %s %s".formatted(group.path("id").asText(), group.path("state").asText()));
      }

      @Override
      public void missed() {
        told.add("missed");
      }

      @Override
      public void lost(String why, Duration nextTryIn) {
        told.add("lost " + why);
      }
    };
  }
}
