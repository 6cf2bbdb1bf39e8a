package dev.offload.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriverTest {
  private static final int ACCEPTED = 202;

  private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> arrived = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore mayAnswer = new Semaphore(0);
  private HttpServer server;
  private URI uri;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/tasks", this::answer);
    server.start();
    uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void everyRequestIsSentOnceAndAnswered() throws IOException {
    // Given
    mayAnswer.release(1000);

    // When
    Answers answers;
    try (Driver driver = Driver.open(uri, 4)) {
      answers = driver.run(numbered(), new Schedule.AtOnce(1000));
    }

    // Then
    assertThat(answers.allWith(ACCEPTED).count()).isEqualTo(1000);
    assertThat(bodies).hasSize(1000).doesNotHaveDuplicates().contains("0", "999");
    assertThat(answers.perSecond()).isPositive();
  }

  @Test
  void nothingIsSentBeforeItIsDue() throws IOException {
    // Given
    mayAnswer.release(3);
    Schedule schedule = new Schedule.Evenly(20, 3);
    Start start = Start.now();

    // When
    try (Driver driver = Driver.open(uri, 2)) {
      var _ = driver.run(numbered(), schedule, start);
    }

    // Then
    for (int number = 0; number < 3; number++) {
      assertThat(start.until(arrived.get(Integer.toString(number))))
          .isGreaterThanOrEqualTo(schedule.due(number));
    }
  }

  @Test
  void requestThatWaitsForAConnectionIsLate() throws IOException {
    // Given: one connection, and a server that does not answer before all three requests are
    // due.
    Schedule schedule = new Schedule.Evenly(20, 3);
    Start start = Start.now();
    threads.execute(() -> answerOnceDue(start, schedule.due(2)));

    // When
    Answers answers;
    try (Driver driver = Driver.open(uri, 1)) {
      answers = driver.run(numbered(), schedule, start);
    }

    // Then: the first took 100 ms at least, and the second 50 ms, although it was sent only
    // then.
    assertThat(answers.latencies().millisAt(100)).isGreaterThanOrEqualTo(99);
    assertThat(answers.latencies().millisAt(60)).isGreaterThanOrEqualTo(49);
  }

  @Test
  void floodEndsAfterItsLengthWithAllAnswered() throws IOException {
    // Given
    mayAnswer.release(1_000_000);
    Start start = Start.now();
    Duration length = Duration.ofMillis(100);

    // When
    Answers answers;
    try (Driver driver = Driver.open(uri, 4)) {
      answers = driver.run(numbered(), new Schedule.Flood(length), start);
    }

    // Then
    assertThat(start.elapsed()).isGreaterThanOrEqualTo(length.toNanos());
    assertThat(answers.allWith(ACCEPTED).count()).isPositive().isEqualTo(bodies.size());
  }

  @Test
  void otherStatusIsAFailure() throws IOException {
    // Given: keys that the server does not expect.
    mayAnswer.release(2);
    Requests unexpected = Requests.tasks(uri, "off_a_b", "other-", Integer::toString);

    // When
    Answers answers;
    try (Driver driver = Driver.open(uri, 1)) {
      answers = driver.run(unexpected, new Schedule.AtOnce(2));
    }

    // Then
    assertThatIllegalStateException()
        .isThrownBy(() -> answers.allWith(ACCEPTED))
        .withMessageContaining("400=2");
  }

  private Requests numbered() {
    return Requests.tasks(uri, "off_a_b", "key-", Integer::toString);
  }

  private void answerOnceDue(Start start, long due) {
    while (start.elapsed() < due) {
      Thread.onSpinWait();
    }
    mayAnswer.release(3);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), US_ASCII);
    arrived.put(body, System.nanoTime());
    bodies.add(body);
    boolean isComplete =
        exchange.getRequestHeaders().getFirst("Authorization").equals("Bearer off_a_b")
            && exchange.getRequestHeaders().getFirst("Idempotency-Key").equals("key-" + body);
    mayAnswer.acquireUninterruptibly();
    byte[] answer = "{\"id\":\"tsk_1\"}".getBytes(US_ASCII);
    exchange.sendResponseHeaders(isComplete ? ACCEPTED : 400, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
