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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A user of a tenant's application, who is told of tasks by mail and asks for no more.
class UserMailsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LINK =
      Pattern.compile("^List-Unsubscribe:\\s+<([^>]+)>\\r?$", Pattern.MULTILINE);

  @TempDir Path data;

  @Test
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

      prefer(client, "ada", "ada@example.org");
      submit(client, "ada", "{}", "");
      awaitMails(client, "ada@example.org", 1);
    }
  }

  private static void prefer(OffloadClient client, String user, String email)
      throws IOException, InterruptedException {
    client.send(
        "PUT",
        "/v1/users/" + user + "/notifications",
        "{\"email\": \"%s\", \"events\": [\"task.*\"]}".formatted(email));
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
    String raw = new String(client.download("/mail/api/messages/" + mail + "/raw"), US_ASCII);
    Matcher found = LINK.matcher(raw);
    assertThat(found.find()).as("%s", raw).isTrue();
    assertThat(raw).contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    return URI.create(found.group(1));
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
  }
}
