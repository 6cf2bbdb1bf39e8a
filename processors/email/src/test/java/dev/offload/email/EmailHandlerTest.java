package dev.offload.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.mailsink.Behaviour;
import dev.offload.mailsink.Counts;
import dev.offload.mailsink.MailSink;
import dev.offload.mailsink.MessageQuery;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Child;
import dev.offload.worker.Outcome;
import dev.offload.worker.Outcome.Delegated;
import dev.offload.worker.Outcome.Failed;
import dev.offload.worker.Outcome.Snoozed;
import dev.offload.worker.Outcome.Succeeded;
import dev.offload.worker.UserDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailHandlerTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
  private static final UserDirectory NOBODY = (_, _) -> Optional.empty();
  private static final String FILE = "fil_0193552f-7c4e-7d2a-9c3b-0f6a1e2d3c4b";

  @TempDir Path directory;
  private MailSink sink;
  private EmailHandler handler;

  @BeforeEach
  void start() throws IOException {
    sink = MailSink.start(directory, 0, CLOCK);
    handler = handler(sink.port());
  }

  @AfterEach
  void stop() throws IOException {
    handler.close();
    sink.close();
  }

  @Test
  void eachRecipientGetsASeparateMail() throws Exception {
    TaskRig task =
        TaskRig.of(
            "{'from': 'Shop <shop@example.com>', 'subject': 'Hello {name}',"
                + " 'text': 'Your order {data.no}', 'html': '<b>{name}</b>', 'recipients': ["
                + "{'email': 'ada@example.com', 'name': 'Ada <3', 'data': {'no': 7}},"
                + "{'email': 'bob@example.com', 'name': 'Bob', 'data': {'no': 8}}]}");

    Outcome outcome = handler.handle(task);

    assertThat(result(outcome))
        .isEqualTo(json("{'recipients': 2, 'sent': 2, 'refused': 0, 'invalid': 0}"));
    String raw = rawMailTo("ada@example.com");
    assertThat(raw)
        .contains("From: Shop <shop@example.com>")
        .contains("To: Ada <3 <ada@example.com>".replace("Ada <3", "\"Ada <3\""))
        .contains("Subject: Hello Ada <3")
        .contains("Message-ID: <" + TaskRig.ID + ".0@example.com>")
        .contains("multipart/alternative")
        .contains("Your order 7")
        .contains("<b>Ada &lt;3</b>");
    assertThat(raw.indexOf("text/plain")).isLessThan(raw.indexOf("text/html"));
    assertThat(task.progress.getLast().done()).isEqualTo(2);
  }

  @Test
  void refusedAndInvalidRecipientsAreCountedAndReported() throws Exception {
    sink.behave(new Behaviour(0, Set.of("gone@example.com"), Set.of()));
    TaskRig task =
        TaskRig.of(
                "{'subject': 'Hi', 'text': 'Order {data.no}', 'recipients': {'file': '%s'}}"
                    .formatted(FILE))
            .file(FILE, "email,no\ngone@example.com,1\nnobody,2\nada@example.com,3\n");

    JsonNode result = result(handler.handle(task));

    assertThat(result.get("recipients").asInt()).isEqualTo(3);
    assertThat(result.get("sent").asInt()).isEqualTo(1);
    assertThat(result.get("refused").asInt()).isEqualTo(1);
    assertThat(result.get("invalid").asInt()).isEqualTo(1);
    assertThat(result.get("problems"))
        .extracting(problem -> problem.get("recipient").asInt())
        .containsExactlyInAnyOrder(0, 1);
    assertThat(result.get("problems").toString()).contains("550").doesNotContain("451");
  }

  @Test
  void missingValueMakesOnlyThatRecipientInvalid() throws Exception {
    TaskRig task =
        TaskRig.of(
            "{'subject': 'Hi', 'text': '{data.no}', 'recipients': ["
                + "{'email': 'ada@example.com', 'data': {}},"
                + "{'email': 'bob@example.com', 'data': {'no': 1}}]}");

    JsonNode result = result(handler.handle(task));

    assertThat(result.get("sent").asInt()).isEqualTo(1);
    assertThat(result.at("/problems/0/outcome").asText()).isEqualTo("invalid");
    assertThat(result.at("/problems/0/reason").asText()).contains("text, line 1");
  }

  @Test
  void mailingFailsWithTheReasonIfNoMailIsSent() throws Exception {
    sink.behave(new Behaviour(0, Set.of("gone@example.com"), Set.of()));
    TaskRig task =
        TaskRig.of(
            "{'subject': 'Hi', 'text': '{data.nick}', 'recipients': ["
                + "{'email': 'ada@example.com'},"
                + "{'email': 'gone@example.com', 'data': {'nick': 'x'}}]}");

    assertFailedForGood(
        handler.handle(task),
        "nothing-sent",
        "none of the 2",
        "refused: 1",
        "invalid: 1",
        "recipient 0",
        "line 1");
  }

  @Test
  void mailingInChunksFailsIfNoMailIsSent() throws Exception {
    TaskRig task = TaskRig.of(mailingTo(25));
    handler.handle(task);
    task.children = new Children(3, 3, 0, Map.of("sent", 0L, "invalid", 25L));

    assertFailedForGood(handler.handle(task), "nothing-sent");
  }

  @ParameterizedTest
  @CsvSource({
    "'email,name\n', the list has no recipient",
    "'email\nada@example.com\nzoë@example.com,\n', line 3 is not valid UTF-8",
  })
  void unusableListFailsForGoodAndNamesThePlace(String csv, String reason) throws Exception {
    TaskRig task =
        TaskRig.of("{'subject': 'Hi', 'text': 'x', 'recipients': {'file': '%s'}}".formatted(FILE))
            .file(FILE, csv.replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1));

    assertFailedForGood(handler.handle(task), "recipients-invalid", reason);
  }

  @Test
  void namesOfAListInLatin1KeepTheirLetters() throws Exception {
    TaskRig task =
        TaskRig.of(
                ("{'subject': 'Hi', 'text': 'Dear {name}', 'recipients':"
                        + " {'file': '%s', 'encoding': 'windows-1252', 'delimiter': ';'}}")
                    .formatted(FILE))
            .file(FILE, "email;name\nada@example.com;Zoë\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(result(handler.handle(task)).get("sent").asInt()).isEqualTo(1);

    assertThat(rawMailTo("ada@example.com")).contains("=?UTF-8?Q?Zo=C3=AB?=");
  }

  @Test
  void senderThatIsNotAllowedSendsNothing() throws Exception {
    TaskRig task =
        TaskRig.of(
            "{'from': 'The boss <boss@example.com>', 'subject': 'Hi', 'text': 'x',"
                + " 'recipients': [{'email': 'ada@example.com'}]}");

    assertFailedForGood(handler.handle(task), "sender-not-allowed", "The boss <boss@example.com>");
    assertThat(counts().messages()).isZero();
  }

  @Test
  void quotesAroundANameAreNotPartOfIt() throws Exception {
    TaskRig task =
        TaskRig.of(
            "{'from': '\\'Shop, Inc.\\' <shop@example.com>', 'subject': 'Hi', 'text': 'x',"
                + " 'recipients': [{'email': 'ada@example.com'}]}");

    handler.handle(task);

    assertThat(rawMailTo("ada@example.com")).contains("From: \"Shop, Inc.\" <shop@example.com>");
  }

  @Test
  void onlyTheDeferredMailIsTriedAgain() throws Exception {
    sink.behave(new Behaviour(0, Set.of(), Set.of("r3@example.com")));
    TaskRig task = TaskRig.of(mailingTo(8));

    Outcome first = handler.handle(task);

    assertThat(first).isInstanceOfSatisfying(Failed.class, f -> assertThat(f.isFinal()).isFalse());
    assertThat(counts()).isEqualTo(new Counts(7, 7, 7));
    sink.behave(Behaviour.KIND);
    task.attempt = 2;
    assertThat(result(handler.handle(task)).get("sent").asInt()).isEqualTo(8);
    assertThat(counts()).isEqualTo(new Counts(8, 8, 8));
  }

  @Test
  void serverThatCannotBeReachedEndsTheAttemptAndTheNextGoesOn() throws Exception {
    int port = sink.port();
    TaskRig task = TaskRig.of(mailingTo(8));
    task.cancelledAfterCheckpoints = 1;
    assertThat(handler.handle(task)).isInstanceOf(Snoozed.class);
    task.cancelledAfterCheckpoints = Integer.MAX_VALUE;
    sink.close();

    Outcome unreachable = handler.handle(task);

    assertThat(unreachable)
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.code()).isEqualTo("smtp-unreachable"));
    sink = MailSink.start(directory, port, CLOCK);
    assertThat(result(handler.handle(task)).get("sent").asInt()).isEqualTo(8);
    assertThat(counts()).isEqualTo(new Counts(8, 8, 8));
  }

  @Test
  void runFromACheckpointRepeatsAtMostOneWindow() throws Exception {
    TaskRig task = TaskRig.of(mailingTo(10));
    handler.handle(task);
    TaskRig again = TaskRig.of(mailingTo(10));
    again.checkpoints.add(task.checkpoints.get(task.checkpoints.size() - 2));

    assertThat(result(handler.handle(again)).get("sent").asInt()).isEqualTo(10);

    assertThat(task.checkpoints).hasSize(4);
    assertThat(counts()).isEqualTo(new Counts(11, 10, 10));
  }

  @Test
  void largeMailingIsSplitIntoChunksAndSummedUp() throws Exception {
    TaskRig task = TaskRig.of(mailingTo(25));

    Outcome outcome = handler.handle(task);

    assertThat(outcome).isEqualTo(new Delegated(3));
    assertThat(task.spawned).extracting(Child::index).containsExactly(0, 1, 2);
    assertThat(task.spawned)
        .extracting(child -> child.spec().terms().retry().maxAttempts())
        .containsOnly(10);
    assertThat(counts().messages()).isZero();
    long sent = 0;
    for (Child child : task.spawned) {
      sent += result(handler.handle(TaskRig.of(child))).get("sent").asLong();
    }
    assertThat(counts()).isEqualTo(new Counts(25, 25, 25));
    task.children = new Children(3, 3, 0, Map.of("sent", sent, "recipients", 25L));
    assertThat(result(handler.handle(task)))
        .isEqualTo(json("{'recipients': 25, 'sent': 25, 'refused': 0, 'invalid': 0}"));
  }

  /// Its chunks were sent by a version that took the template.
  @Test
  void mailingUnderWayIsSummedUpThoughItsTemplateWouldBeRefusedNow() throws Exception {
    TaskRig task = TaskRig.of(mailingTo(25).replace("'Hi'", "'Hi { name }'"));
    task.children = new Children(3, 3, 0, Map.of("sent", 25L, "recipients", 25L));

    assertThat(result(handler.handle(task)).get("sent").asInt()).isEqualTo(25);
  }

  @Test
  void chunkThatIsGivenUpMakesTheMailingFailWithItsCounts() throws Exception {
    TaskRig task = TaskRig.of(mailingTo(25));
    handler.handle(task);
    sink.behave(new Behaviour(0, Set.of(), Set.of("r0@example.com")));
    TaskRig chunk = TaskRig.of(task.spawned.getFirst());
    chunk.attempt = 10;

    assertThat(result(handler.handle(chunk)).get("unsent").asInt()).isEqualTo(1);

    task.children = new Children(3, 3, 0, Map.of("sent", 24L));
    assertFailedForGood(handler.handle(task), "not-all-sent", "25", "sent: 24", "given up: 1");
  }

  @Test
  void chunkOutsideItsMailingSendsNothing() throws Exception {
    TaskRig task = TaskRig.of(mailingTo(25));
    handler.handle(task);
    JsonNode chunk = task.spawned.getFirst().spec().input();

    assertFailedForGood(handler.handle(new TaskRig(chunk)), "invalid-input", TaskRig.ID.toString());

    assertThat(counts().messages()).isZero();
  }

  @Test
  void splittingAgainMakesTheSameChunksAfterAChangeOfConfiguration() throws Exception {
    TaskRig task = TaskRig.of(mailingTo(25));
    handler.handle(task);
    TaskRig again = TaskRig.of(mailingTo(25));
    again.checkpoints.addAll(task.checkpoints);

    try (var otherwise = new Closing(handler(sink.port(), Map.of("offload.email.chunk", "7")))) {
      otherwise.handler().handle(again);
    }

    assertThat(again.spawned).isEqualTo(task.spawned);
  }

  @Test
  void wrongTemplateFailsForGoodAndNamesThePlace() throws Exception {
    TaskRig task =
        TaskRig.of(
            "{'subject': 'Hi', 'html': 'a\\n{#for i in 100000000}x{/for}',"
                + " 'recipients': [{'email': 'ada@example.com'}]}");

    assertFailedForGood(handler.handle(task), "template-invalid", "html, line 2");
  }

  @Test
  void columnBetweenForeignMarksSendsNothing() throws Exception {
    TaskRig task =
        TaskRig.of(
                "{'subject': 'Hi', 'text': 'Order [Order No]', 'recipients': {'file': '%s'}}"
                    .formatted(FILE))
            .file(FILE, "email,order_no\na@example.com,1\n");

    assertFailedForGood(
        handler.handle(task), "template-invalid", "text, line 1", "[Order No] would be sent");
  }

  @Test
  void notificationTellsOfTheTask() throws Exception {
    TaskRig task =
        TaskRig.of(
            "{'notification': {'to': 'ada@example.com', 'event': {'type': 'task.failed',"
                + " 'timestamp': '2026-11-22T10:00:02Z', 'data': {'id': 'tsk_1', 'type': 'image',"
                + " 'state': 'failed', 'error': {'code': 'not-an-image', 'message': 'a < b'}}}}}");

    assertThat(result(handler.handle(task)).get("sent").asInt()).isEqualTo(1);

    assertThat(rawMailTo("ada@example.com"))
        .contains("Subject: Task image: failed")
        .contains("Auto-Submitted: auto-generated")
        .contains("Error not-an-image: a < b")
        .contains("a &lt; b")
        .contains("https://example.com/tsk_1");
  }

  @Test
  void notificationTellsOfTheEndpoint() throws Exception {
    TaskRig task =
        TaskRig.of(
            "{'notification': {'to': 'ops@example.com', 'event': {'type': 'endpoint.failing',"
                + " 'timestamp': '2026-11-22T10:00:02.5Z', 'data': {'endpoint': 'whe_1',"
                + " 'tenant': 'acme', 'description': 'the shop',"
                + " 'since': '2026-11-22T09:00:00Z', 'reason': 'a < b', 'failing': 980,"
                + " 'disabled': 1, 'troubles': [{'endpoint': 'whe_1', 'description': 'the shop',"
                + " 'state': 'failing', 'since': '2026-11-22T09:00:00Z', 'reason': 'a < b'},"
                + " {'endpoint': 'whe_2', 'description': null, 'state': 'disabled', 'since':"
                + " '2026-11-21T09:00:00Z', 'reason': null}], 'more': 979}}}}");

    assertThat(result(handler.handle(task)).get("sent").asInt()).isEqualTo(1);

    assertThat(rawMailTo("ops@example.com"))
        .contains("Subject: Webhook endpoint failing: the shop")
        .contains("Tenant    acme")
        .contains("Since     2026-11-22T09:00:00Z")
        .contains("980 accept nothing and 1 were disabled because of their receivers:")
        .contains("failing since 2026-11-22T09:00:00Z: the shop (whe_1), a < b")
        .contains("disabled since 2026-11-21T09:00:00Z: whe_2")
        .contains("And 979 more.")
        .contains("a &lt; b");
  }

  /// As an older release has asked for it.
  @Test
  void notificationOfAnEndpointMayHaveNothingOfTheOthers() throws Exception {
    TaskRig task =
        TaskRig.of(
            "{'notification': {'to': 'ops2@example.com', 'event': {'type': 'endpoint.disabled',"
                + " 'timestamp': '2026-11-22T10:00:02.5Z', 'data': {'endpoint': 'whe_1',"
                + " 'tenant': 'acme', 'since': '2026-11-22T09:00:00Z', 'reason': 'gone'}}}}");

    assertThat(result(handler.handle(task)).get("sent").asInt()).isEqualTo(1);

    assertThat(rawMailTo("ops2@example.com"))
        .contains("Subject: Webhook endpoint disabled: whe_1")
        .doesNotContain("because of their receivers", "more.");
  }

  @Test
  void notificationTellsOfTheGroup() throws Exception {
    TaskRig task =
        TaskRig.of(
            "{'notification': {'to': 'ada@example.com', 'event': {'type': 'group.failed',"
                + " 'timestamp': '2026-11-22T10:00:02Z', 'data': {'id': 'grp_1',"
                + " 'state': 'failed', 'total': 1007, 'counts': {'succeeded': 1000, 'failed': 4,"
                + " 'cancelled': 2, 'expired': 1}, 'errors': [{'task': 'tsk_1', 'error': {'code':"
                + " 'not-an-image', 'message': 'a < b'}}]}}}}");

    assertThat(result(handler.handle(task)).get("sent").asInt()).isEqualTo(1);

    assertThat(rawMailTo("ada@example.com"))
        .contains("Subject: Group of tasks: failed")
        .contains("Tasks      1007")
        .contains("Succeeded  1000")
        .contains("not-an-image: a < b")
        .contains("a &lt; b");
  }

  private static void assertFailedForGood(Outcome outcome, String code, String... words) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.isFinal()).isTrue();
              assertThat(failed.code()).isEqualTo(code);
              assertThat(List.of(words))
                  .allSatisfy(word -> assertThat(failed.message()).contains(word));
            });
  }

  private record Closing(EmailHandler handler) implements AutoCloseable {
    @Override
    public void close() {
      handler.close();
    }
  }

  private static EmailHandler handler(int port) {
    return handler(port, Map.of("offload.email.chunk", "10"));
  }

  private static EmailHandler handler(int port, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("offload.email.window", "3");
    properties.put("offload.email.senders", "shop@example.com");
    properties.put("offload.email.task-link", "https://example.com/{id}");
    return new EmailHandler(TestConfig.sendingTo(port, properties), NOBODY, CLOCK);
  }

  private static String mailingTo(int count) {
    return "{'subject': 'Hi', 'text': 'x', 'recipients': [%s]}"
        .formatted(
            IntStream.range(0, count)
                .mapToObj("{'email': 'r%d@example.com'}"::formatted)
                .collect(Collectors.joining(",")));
  }

  private Counts counts() throws SQLException {
    return sink.store().count(new MessageQuery(null, null, null, 0, 1));
  }

  private String rawMailTo(String address) throws SQLException {
    long id = sink.store().list(new MessageQuery(address, null, null, 0, 1)).getFirst().id();
    return new String(sink.store().raw(id).orElseThrow(), StandardCharsets.UTF_8);
  }

  private static JsonNode result(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Succeeded.class);
    return json(((Succeeded) outcome).result().toString());
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
