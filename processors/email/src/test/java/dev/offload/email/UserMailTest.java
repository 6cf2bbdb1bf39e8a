package dev.offload.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.mailsink.MailSink;
import dev.offload.mailsink.MessageQuery;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.json.Json;
import dev.offload.worker.Outcome;
import dev.offload.worker.Outcome.Succeeded;
import dev.offload.worker.UserDirectory;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mails to users, over SMTP.
class UserMailTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String HOSTILE =
      "x\r\nBcc: eve@example.com\r\n\r\n<script>alert(1)</script>";

  @TempDir Path directory;
  private final Map<String, UserPreferences> known = new HashMap<>();
  private final UserDirectory users =
      (tenant, user) -> Optional.ofNullable(known.get(tenant + "/" + user));
  private MailSink sink;

  @BeforeEach
  void start() throws IOException {
    sink = MailSink.start(directory.resolve("mail"), 0, InstantSource.fixed(NOON));
    know("acme", "u-42", false);
  }

  @AfterEach
  void stop() throws IOException {
    sink.close();
  }

  @Test
  void userIsToldWhatHasBecomeOfTheTask() throws Exception {
    assertThat(sent(mail("u-42", failed("not-an-image", "a < b")), Map.of())).isEqualTo(1);

    MimeMessage mail = onlyMail();
    assertThat(mail.getSubject()).isEqualTo("Your image task has failed");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(raw())
        .contains("To: u-42@example.com")
        .contains("Error not-an-image: a < b")
        .contains("a &lt; b")
        .contains("https://shop.example/tsk_1");
  }

  @Test
  void digestTellsOfAllInTheUsersTimeZone() throws Exception {
    ObjectNode input = (ObjectNode) mail("u-42", failed("x", HOSTILE));
    ObjectNode done = failed("x", "y");
    done.put("type", "task.succeeded").put("timestamp", "2026-07-01T22:30:00Z");
    done.putObject("data").put("type", "report").put("state", "succeeded");
    ((ArrayNode) input.at("/userMail/events")).add(done);
    ((ObjectNode) input.path("userMail")).put("more", 7);

    assertThat(sent(input, Map.of())).isEqualTo(1);

    assertThat(onlyMail().getSubject()).isEqualTo("9 of your tasks have ended");
    assertThat(onlyMail().getHeader("List-Unsubscribe")).hasSize(1);
    assertThat(raw())
        .contains("2026-11-22 11:00 CET: image has failed: x Bcc: eve@example.com <script>")
        .contains("2026-07-02 00:30 CEST: report is done")
        .contains("And 7 more.")
        .contains("&lt;script&gt;");
  }

  @Test
  void digestCountsOnlyWantedEvents() throws Exception {
    know("acme", "u-42", List.of("task.succeeded"), false);
    ObjectNode input = (ObjectNode) mail("u-42", failed("x", "y"));
    ObjectNode mail = (ObjectNode) input.path("userMail");
    mail.put("more", 9).putObject("moreByType").put("task.failed", 4).put("task.succeeded", 5);

    assertThat(sent(input, Map.of())).isEqualTo(1);

    assertThat(onlyMail().getSubject()).isEqualTo("5 of your tasks have ended");
    assertThat(raw()).doesNotContain("more.").doesNotContain("has failed");
  }

  @Test
  void digestWithoutWantedEventsIsNotSent() throws Exception {
    know("acme", "u-42", List.of("task.expired"), false);
    ObjectNode input = (ObjectNode) mail("u-42", failed("x", "y"));
    ObjectNode mail = (ObjectNode) input.path("userMail");
    mail.put("more", 9).putObject("moreByType").put("task.failed", 4).put("task.succeeded", 5);

    assertThat(result(input, Map.of()).path("reason").asText()).isEqualTo("not-wanted");
    assertThat(mails()).isZero();
  }

  /// More may have come than it counts.
  @Test
  void fullDigestSaysThatItDoesNotCountAll() throws Exception {
    ObjectNode input = (ObjectNode) mail("u-42", failed("x", "y"));
    ((ObjectNode) input.path("userMail")).put("more", 199);

    assertThat(sent(input, Map.of())).isEqualTo(1);

    assertThat(onlyMail().getSubject()).isEqualTo("200 or more of your tasks have ended");
    assertThat(raw()).contains("And at least 199 more.");
  }

  @Test
  void digestOfSeveralTasksNamesNoneInItsHeaders() throws Exception {
    ObjectNode input = (ObjectNode) mail("u-42", failed("x", "y"));
    ((ObjectNode) input.path("userMail")).put("more", 1);

    sent(input, Map.of());

    assertThat(onlyMail().getHeader("X-Offload-Task")).containsExactly("none");
  }

  @Test
  void digestOfOneEndTellsOfItAsAMailAtOnceDoes() throws Exception {
    sent(mail("u-42", failed("x", "y")), Map.of());

    assertThat(onlyMail().getSubject()).isEqualTo("Your image task has failed");
    assertThat(onlyMail().getHeader("X-Offload-Task")).containsExactly("tsk_1");
  }

  /// RFC 8058, section 3.1.
  @Test
  void mailHasALinkToUnsubscribeByOneClick() throws Exception {
    sent(mail("u-42", failed("x", "y")), Map.of());

    MimeMessage mail = onlyMail();
    assertThat(mail.getHeader("List-Unsubscribe"))
        .containsExactly("<https://api.example/offload/v1/unsubscribe?token=acme.k1.abc>");
    assertThat(mail.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
    assertThat(raw())
        .contains("href=\"https://api.example/offload/v1/unsubscribe?token=acme.k1.abc\"");
  }

  @Test
  void mailHasNoLinkIfNobodySaidWhereTheApiIs() throws Exception {
    sent(mail("u-42", failed("x", "y")), Map.of("offload.email.api-url", ""));

    assertThat(onlyMail().getHeader("List-Unsubscribe")).isNull();
    assertThat(raw()).doesNotContain("nsubscribe");
  }

  @Test
  void unsubscribedUserGetsNoMail() throws Exception {
    know("acme", "u-42", true);

    JsonNode result = result(mail("u-42", failed("x", "y")), Map.of());

    assertThat(result.path("sent").asInt()).isZero();
    assertThat(result.path("reason").asText()).isEqualTo("not-wanted");
    assertThat(result(mail("nobody", failed("x", "y")), Map.of()).path("sent").asInt()).isZero();
    assertThat(mails()).isZero();
  }

  @Test
  void userOfAnotherTenantIsSomebodyElse() throws Exception {
    know("other", "eve", false);

    assertThat(sent(mail("eve", failed("x", "y")), Map.of())).isZero();
    assertThat(mails()).isZero();
  }

  @Test
  void hostileTextsChangeNeitherHeadersNorMarkup() throws Exception {
    Path templates = Files.createDirectory(directory.resolve("templates"));
    Files.writeString(templates.resolve("user-subject.txt"), "{user}: {message} {code} {type}\n");
    know("acme", "ada\u2028<b>", false);
    ObjectNode task = failed(HOSTILE, HOSTILE);
    ((ObjectNode) task.path("data")).put("type", HOSTILE).put("result", HOSTILE);

    sent(mail("ada\u2028<b>", task), Map.of("offload.email.templates", templates.toString()));

    MimeMessage mail = onlyMail();
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getSubject()).contains("Bcc: eve@example.com").doesNotContain("\n");
    String html = raw().substring(raw().indexOf("text/html"));
    assertThat(html).doesNotContain("<script").contains("&lt;script&gt;");
  }

  @Test
  void operatorsTemplateStandsForOurs() throws Exception {
    Path templates = Files.createDirectory(directory.resolve("templates"));
    Files.writeString(templates.resolve("user-subject.txt"), "Shop: {type} {words}\n");
    Files.writeString(templates.resolve("user-text.txt"), "Hello {user}, {state} at {ended}.");

    sent(mail("u-42", failed("x", "y")), Map.of("offload.email.templates", templates.toString()));

    assertThat(onlyMail().getSubject()).isEqualTo("Shop: image has failed");
    assertThat(raw()).contains("Hello u-42, failed at 2026-11-22 11:00 CET.");
  }

  @Test
  void unusableTemplateIsReportedAtStart() throws Exception {
    Path templates = Files.createDirectory(directory.resolve("templates"));
    Files.writeString(templates.resolve("user-text.txt"), "Dear {name}");

    assertThatIllegalStateException()
        .isThrownBy(() -> handler(Map.of("offload.email.templates", templates.toString())))
        .withMessageContaining("user-*")
        .withMessageContaining("name");
  }

  private void know(String tenant, String user, boolean muted) {
    know(tenant, user, List.of("task.*"), muted);
  }

  private void know(String tenant, String user, List<String> events, boolean muted) {
    known.put(
        tenant + "/" + user,
        new UserPreferences(
            tenant,
            user,
            user.replaceAll("[^a-z0-9-]", "") + "@example.com",
            events,
            null,
            "Europe/Berlin",
            muted,
            null,
            NOON,
            NOON,
            "r1"));
  }

  private static ObjectNode failed(String code, String message) {
    ObjectNode event =
        Json.MAPPER
            .createObjectNode()
            .put("type", "task.failed")
            .put("timestamp", "2026-11-22T10:00:02Z");
    ObjectNode task = event.putObject("data");
    task.put("id", "tsk_1").put("type", "image").put("state", "failed");
    task.putObject("error").put("code", code).put("message", message);
    return event;
  }

  private static JsonNode mail(String user, JsonNode event) {
    ObjectNode input = Json.MAPPER.createObjectNode();
    ObjectNode mail = input.putObject("userMail");
    mail.put("user", user).put("unsubscribe", "acme.k1.abc").putArray("events").add(event);
    return input;
  }

  private int sent(JsonNode input, Map<String, String> settings) throws Exception {
    return result(input, settings).path("sent").asInt();
  }

  private JsonNode result(JsonNode input, Map<String, String> settings) throws Exception {
    EmailHandler handler = handler(settings);
    try {
      Outcome outcome = handler.handle(new TaskRig(input));
      assertThat(outcome).isInstanceOf(Succeeded.class);
      return Json.MAPPER.valueToTree(((Succeeded) outcome).result());
    } finally {
      handler.close();
    }
  }

  private EmailHandler handler(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("offload.email.task-link", "https://shop.example/{id}");
    all.put("offload.email.api-url", "https://api.example/offload/");
    all.putAll(settings);
    return new EmailHandler(
        TestConfig.sendingTo(sink.port(), all), users, InstantSource.fixed(NOON));
  }

  private long mails() throws SQLException {
    return sink.store().count(new MessageQuery(null, null, null, 0, 1)).messages();
  }

  private byte[] bytes() throws SQLException {
    assertThat(mails()).isEqualTo(1);
    long id = sink.store().list(new MessageQuery(null, null, null, 0, 1)).getFirst().id();
    return sink.store().raw(id).orElseThrow();
  }

  private String raw() throws SQLException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private MimeMessage onlyMail() throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()), new ByteArrayInputStream(bytes()));
  }
}
