package dev.offload.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.worker.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchHandlerTest {
  private static final byte[] ROWS = "a,b\n1,2\n".getBytes(UTF_8);

  private Fetching fetching;

  @BeforeEach
  void open() throws IOException {
    fetching = new Fetching();
  }

  @AfterEach
  void close() throws IOException {
    fetching.close();
  }

  @Test
  void fileIsStoredAsItIs() throws Exception {
    fetching.site.file("/data/rows.csv?year=1", "Content-Type: text/csv\r\n", ROWS);
    FetchRig task = FetchRig.of(fetching.site.url("/data/rows.csv?year=1"));

    Outcome outcome = fetching.fetch(task);

    OutputFile file = task.made.getFirst();
    assertThat(file.name()).isEqualTo("rows.csv");
    assertThat(file.contentType()).isEqualTo("text/csv");
    assertThat(task.contents.getFirst()).isEqualTo(ROWS);
    JsonNode result =
        json(
            """
            {"url": "%s", "redirects": 0, "file": "fil_0", "contentType": "text/csv", "size": 8,
             "sha256": "%s"}
            """
                .formatted(fetching.site.url("/data/rows.csv?year=1"), file.sha256()));
    Outcome.Succeeded done = (Outcome.Succeeded) outcome;
    assertThat(done.files()).containsExactly(file);
    assertThat(json(done.result().toString())).isEqualTo(result);
  }

  @Test
  void serverIsToldWhoAsksAndNothingElse() throws Exception {
    fetching.site.file("/", "", ROWS);

    fetching.fetched("/");

    assertThat(fetching.site.heads().getFirst().split("\r\n", -1))
        .containsExactlyInAnyOrder(
            "GET / HTTP/1.1",
            "Accept: */*",
            "Accept-Encoding: gzip",
            "Connection: keep-alive",
            "Host: " + RawSite.ADDRESS + ":" + fetching.site.port(),
            "User-Agent: Offload-Fetch/1 (+https://offload.dev)",
            "",
            "");
  }

  @Test
  void cookiesAreNotSentBack() throws Exception {
    fetching.site.put(
        "/", "HTTP/1.1 302 Found\r\nSet-Cookie: a=b; Path=/\r\nLocation: /next\r\n\r\n");
    fetching.site.file("/next", "", ROWS);

    fetching.fetched("/");

    assertThat(fetching.site.heads().getLast()).doesNotContainIgnoringCase("cookie");
  }

  @Test
  void emptyFileIsStored() throws Exception {
    fetching.site.put("/", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

    assertThat(fetching.fetched("/").contents.getFirst()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "404, source-not-found, true",
    "410, source-not-found, true",
    "204, source-refused, true",
    "206, source-refused, true",
    "304, source-refused, true",
    "400, source-refused, true",
    "401, source-refused, true",
    "403, source-refused, true",
    "407, source-refused, true",
    "451, source-refused, true",
    "408, source-unavailable, false",
    "425, source-unavailable, false",
    "429, source-unavailable, false",
    "500, source-unavailable, false",
    "502, source-unavailable, false",
    "503, source-unavailable, false",
    "599, source-unavailable, false",
  })
  void statusSaysWhetherItIsTriedAgain(int status, String code, boolean isFinal) throws Exception {
    String length = status == 204 || status == 304 ? "" : "Content-Length: 0\r\n";
    fetching.site.put("/", "HTTP/1.1 %d Hm\r\n%s\r\n".formatted(status, length));

    assertThat(fetching.failure("/"))
        .isEqualTo(new Outcome.Failed(code, "the server answered " + status, isFinal, null));
  }

  @ParameterizedTest
  @CsvSource({
    "429, 120, PT2M",
    "503, 'Sun, 22 Nov 2026 10:00:30 GMT', PT30S",
    "500, 7, PT7S",
    "503, 999999, PT1H",
  })
  void serverSaysWhenToComeAgain(int status, String retryAfter, Duration wait) throws Exception {
    fetching.site.put(
        "/",
        "HTTP/1.1 %d Hm\r\nRetry-After: %s\r\nContent-Length: 0\r\n\r\n"
            .formatted(status, retryAfter));

    assertThat(fetching.failure("/").retryAfter()).isEqualTo(wait);
  }

  @Test
  void taskThatIsCancelledLeavesTheServer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    fetching.site.put(
        "/",
        _ -> {
          asked.countDown();
          never.await();
        });
    FetchRig task = FetchRig.of(fetching.site.url("/"));
    FutureTask<Outcome> run = started(() -> fetching.fetch(task));
    asked.await();

    task.isCancelled = true;

    assertThat(run.get()).isEqualTo(Outcome.snoozed(Duration.ZERO));
    assertThat(task.made).isEmpty();
  }

  @Test
  void taskThatIsCancelledAlreadyAsksNobody() throws Exception {
    FetchRig task = FetchRig.of(fetching.site.url("/"));
    task.isCancelled = true;

    assertThat(fetching.fetch(task)).isEqualTo(Outcome.snoozed(Duration.ZERO));

    assertThat(fetching.site.heads()).isEmpty();
  }

  @Test
  void storeThatFailsIsNotTheServersFault() {
    fetching.site.file("/", "", ROWS);
    IOException failure = new IOException("there is no room");

    assertThatException()
        .isThrownBy(
            () -> fetching.fetch(FetchRig.of(fetching.site.url("/")).whoseStoreFails(failure)))
        .isSameAs(failure);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"source\": {}}",
        "{\"source\": {\"url\": \"https://example.com/\", \"maxBytes\": -1}}",
        "{\"source\": {\"url\": \"ftp://example.com/\", \"maxBytes\": 1}}",
        "{\"urls\": [\"https://example.com/\"]}",
      })
  void otherInputIsRefused(String input) throws Exception {
    assertThat(fetching.failure(FetchRig.ofInput(json(input))))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo("invalid-input");
              assertThat(failed.isFinal()).isTrue();
            });
  }

  private static JsonNode json(String text) throws IOException {
    return Json.MAPPER.readTree(text);
  }

  private static FutureTask<Outcome> started(Callable<Outcome> work) {
    FutureTask<Outcome> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }
}
