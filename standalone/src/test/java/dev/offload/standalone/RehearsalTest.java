package dev.offload.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger status = new AtomicInteger();
  private HttpServer api;
  private HttpClient client;
  private Rehearsal rehearsal;

  @BeforeEach
  void open() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/v1/tasks",
        call -> {
          calls.incrementAndGet();
          call.sendResponseHeaders(status.get(), -1);
          call.close();
        });
    api.start();
    client = HttpClient.newHttpClient();
    rehearsal = new Rehearsal(client, "http://127.0.0.1:" + api.getAddress().getPort(), "key");
  }

  @AfterEach
  void close() {
    client.close();
    api.stop(0);
  }

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  @Test
  void isOverWhenTheApiHasRefusedEnough() throws InterruptedException {
    status.set(422);
    rehearsal.finish(in(Duration.ofMinutes(1)));
    assertThat(calls).hasValue(20);
    assertThat(rehearsal.isEnough()).isTrue();
  }

  @Test
  void givesUpIfTheApiAnswersOtherwise() throws InterruptedException {
    status.set(503);
    rehearsal.finish(in(Duration.ofMinutes(1)));
    assertThat(calls).hasValue(1);
    assertThat(rehearsal.isEnough()).isFalse();
  }

  @Test
  void doesNotStartAfterItsDeadline() throws InterruptedException {
    status.set(422);
    rehearsal.finish(in(Duration.ofMinutes(-1)));
    assertThat(calls).hasValue(0);
  }
}
