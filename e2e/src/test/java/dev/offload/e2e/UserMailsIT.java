package dev.offload.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Users of a tenant's application, who are told of tasks by mail and ask for no more.
class UserMailsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LINK =
      Pattern.compile("^List-Unsubscribe:\\s+<([^>]+)>\\r?$", Pattern.MULTILINE);

  /// It is 5:45 h before UTC.
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

  /// How a line of a digest begins: with the local time and the zone.
  private static final String LINE = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d \\S+: ";

  @TempDir Path data;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void userIsMailedUntilTheMailProviderUnsubscribesByOneClick() throws Exception {
    try (var offload = StandaloneProcess.on(Home.here(), data, List.of());
        var client = OffloadClient.of(offload.ready());
        var http = HttpClient.newHttpClient()) {
      prefer(client, "ada", "ada@example.com");
      String task = submit(client, "ada", "{\"result\": {\"rows\": 3}}", "");

      JsonNode mail = awaitMails(client, "ada@example.com", 1).path(0);
      assertThat(mail.path("subject").asText()).isEqualTo("Your probe task is done");
      assertThat(mail.path("task").asText()).isEqualTo(task);

      URI link = unsubscribeLink(client, mail.path("id").asText());
      URI here = offload.ready().url().resolve(link.getRawPath() + "?" + link.getRawQuery());
      assertThat(send(http, HttpRequest.newBuilder(here).GET()).statusCode()).isEqualTo(200);
      assertThat(preferences(client, "ada").path("muted").asBoolean()).isFalse();

      HttpResponse<String> oneClick =
          send(
              http,
              HttpRequest.newBuilder(here)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click")));
      assertThat(oneClick.statusCode()).as("%s", oneClick.body()).isEqualTo(200);
      assertThat(preferences(client, "ada").path("muted").asBoolean()).isTrue();

      // The mail to somebody else is submitted before one to the user would be.
      submit(client, "ada", "{}", ", \"notify\": [{\"email\": \"else@example.com\"}]");
      awaitMails(client, "else@example.com", 1);
      submit(client, "bea", "{}", ", \"notify\": [{\"email\": \"else@example.com\"}]");
      awaitMails(client, "else@example.com", 2);
      assertThat(mailsTo(client, "ada@example.com")).hasSize(1);

      // Only who says so undoes what the user has asked for.
      prefer(client, "ada", "ada@example.org");
      assertThat(preferences(client, "ada").path("muted").asBoolean()).isTrue();
      prefer(client, "ada", "ada@example.org", ", \"muted\": false");
      submit(client, "ada", "{}", "");
      awaitMails(client, "ada@example.org", 1);
    }
  }

  /// Bea asks for no more while her digest is collected.
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void digestComesOnceAtTheUsersLocalTimeThoughOffloadIsKilledBefore() throws Exception {
    ZonedDateTime due;
    List<String> tasks = new ArrayList<>();
    try (var offload = StandaloneProcess.on(Home.here(), data, List.of());
        var client = OffloadClient.of(offload.ready());
        var http = HttpClient.newHttpClient()) {
      prefer(client, "bea", "bea@example.com");
      submit(client, "bea", "{}", "");
      JsonNode mail = awaitMails(client, "bea@example.com", 1).path(0);
      URI link = unsubscribeLink(client, mail.path("id").asText());

      due = ZonedDateTime.now(KATHMANDU).plusSeconds(130).truncatedTo(ChronoUnit.MINUTES);
      preferDigest(client, "ada", due);
      preferDigest(client, "bea", due);
      tasks.add(submit(client, "ada", "{}", ""));
      tasks.add(submit(client, "ada", "{\"final\": true}", ""));
      tasks.add(submit(client, "ada", "{}", ""));
      tasks.add(submit(client, "bea", "{}", ""));
      Awaitility.await().atMost(PATIENCE).until(() -> tasks.stream().allMatch(client::hasEnded));

      URI here = offload.ready().url().resolve(link.getRawPath() + "?" + link.getRawQuery());
      assertThat(
              send(http, HttpRequest.newBuilder(here).POST(BodyPublishers.noBody())).statusCode())
          .isEqualTo(200);
      assertThat(Instant.now()).as("the digest is still to come").isBefore(due.toInstant());
      offload.kill();
    }
    try (var offload = StandaloneProcess.on(Home.here(), data, List.of());
        var client = OffloadClient.of(offload.ready())) {
      JsonNode mail = awaitMails(client, "ada@example.com", 1).path(0);

      assertThat(mail.path("subject").asText()).isEqualTo("3 of your tasks have ended");
      assertThat(Instant.parse(mail.path("receivedAt").asText())).isAfter(due.toInstant());
      String text =
          client.get("/mail/api/messages/" + mail.path("id").asText()).path("text").asText();
      assertThat(text.lines().filter(line -> line.matches(LINE + "probe is done"))).hasSize(2);
      assertThat(text.lines().filter(line -> line.matches(LINE + "probe has failed: .+")))
          .hasSize(1);
      assertThat(text).contains(ended(client, tasks.getFirst()));

      // Whatever else there was to send is sent before this. There may be a digest for bea: it
      // depends on whether her end was told before she unsubscribed.
      submit(client, "cyd", "{}", ", \"notify\": [{\"email\": \"else@example.com\"}]");
      awaitMails(client, "else@example.com", 1);
      assertThat(mailsTo(client, "ada@example.com")).hasSize(1);
      assertThat(mailsTo(client, "bea@example.com")).hasSize(1);
    }
  }

  /// When a task has ended, as its user is told.
  private static String ended(OffloadClient client, String task)
      throws IOException, InterruptedException {
    String finishedAt = client.get("/v1/tasks/" + task).path("finishedAt").asText();
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm ")
        .format(Instant.parse(finishedAt).atZone(KATHMANDU));
  }

  private static void prefer(OffloadClient client, String user, String email)
      throws IOException, InterruptedException {
    prefer(client, user, email, "");
  }

  private static void preferDigest(OffloadClient client, String user, ZonedDateTime due)
      throws IOException, InterruptedException {
    prefer(
        client,
        user,
        user + "@example.com",
        ", \"digest\": {\"at\": \"%tR\"}, \"timeZone\": \"%s\"".formatted(due, due.getZone()));
  }

  private static void prefer(OffloadClient client, String user, String email, String more)
      throws IOException, InterruptedException {
    client.send(
        "PUT",
        "/v1/users/" + user + "/notifications",
        "{\"email\": \"%s\", \"events\": [\"task.*\"]%s}".formatted(email, more));
  }

  private static JsonNode preferences(OffloadClient client, String user)
      throws IOException, InterruptedException {
    return client.get("/v1/users/" + user + "/notifications");
  }

  private static String submit(OffloadClient client, String user, String input, String more)
      throws IOException, InterruptedException {
    return client
        .submit(
            JSON.readTree(
                "{\"type\": \"probe\", \"input\": %s, \"user\": \"%s\"%s}"
                    .formatted(input, user, more)))
        .id();
  }

  private static JsonNode mailsTo(OffloadClient client, String recipient)
      throws IOException, InterruptedException {
    return client.get("/mail/api/messages?recipient=" + recipient).path("items");
  }

  private static JsonNode awaitMails(OffloadClient client, String recipient, int count) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> mailsTo(client, recipient), mails -> mails.size() == count);
  }

  private static URI unsubscribeLink(OffloadClient client, String mail)
      throws IOException, InterruptedException {
    String raw = raw(client, mail);
    Matcher found = LINK.matcher(raw);
    assertThat(found.find()).as("%s", raw).isTrue();
    assertThat(raw).contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    return URI.create(found.group(1));
  }

  private static String raw(OffloadClient client, String mail)
      throws IOException, InterruptedException {
    return new String(client.download("/mail/api/messages/" + mail + "/raw"), US_ASCII);
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
  }
}
