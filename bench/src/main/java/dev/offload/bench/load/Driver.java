package dev.offload.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Sends requests on a fixed number of HTTP/1.1 connections. Each is sent when its [Schedule]
/// says so, or as soon afterwards as a connection is free. It uses one thread and no library,
/// since it shares the cores with what it measures.
public final class Driver implements AutoCloseable {
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(60);

  private final Selector selector;
  private final Deque<Connection> free = new ArrayDeque<>();
  /// When a request was last sent or answered.
  private long lastMove;

  private Driver(Selector selector) {
    this.selector = selector;
  }

  public static Driver open(URI server, int connections) throws IOException {
    Driver driver = new Driver(Selector.open());
    for (int i = 0; i < connections; i++) {
      driver.free.add(
          Connection.open(
              new InetSocketAddress(server.getHost(), server.getPort()), driver.selector));
    }
    return driver;
  }

  /// Sends the requests of `schedule` and returns when all are answered.
  public Answers run(Requests requests, Schedule schedule) throws IOException {
    return run(requests, schedule, Start.now());
  }

  /// The same, with a given start.
  public Answers run(Requests requests, Schedule schedule, Start start) throws IOException {
    Answers answers = new Answers();
    int next = 0;
    boolean isOpen = true;
    while (isOpen || answers.count() < next) {
      isOpen = isOpen(schedule, next, start);
      while (isOpen && !free.isEmpty() && start.elapsed() >= schedule.due(next)) {
        free.remove().send(next, requests.bytes(next));
        lastMove = System.nanoTime();
        next++;
        isOpen = isOpen(schedule, next, start);
      }
      if (isOpen && !free.isEmpty()) {
        await(schedule.due(next) - start.elapsed());
      } else if (answers.count() < next) {
        await(SILENCE);
      }
      receive(schedule, start, answers);
      if (answers.count() < next && System.nanoTime() - lastMove > SILENCE) {
        throw new IOException("no answer for a minute");
      }
    }
    answers.took(Duration.ofNanos(start.elapsed()));
    return answers;
  }

  private static boolean isOpen(Schedule schedule, int next, Start start) {
    return next < schedule.count() && start.elapsed() < schedule.end();
  }

  /// Waits for an answer, at most for this long. The selector only knows milliseconds, so it
  /// sleeps for the rest.
  private void await(long nanos) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    if (millis > 0) {
      selector.select(millis);
    } else {
      LockSupport.parkNanos(nanos);
      selector.selectNow();
    }
  }

  private void receive(Schedule schedule, Start start, Answers answers) throws IOException {
    for (SelectionKey key : selector.selectedKeys()) {
      Connection connection = (Connection) key.attachment();
      int status = connection.receive();
      if (status != 0) {
        lastMove = System.nanoTime();
        answers.answered(status, start.elapsed() - schedule.due(connection.number()));
        free.add(connection);
      }
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      ((Connection) key.attachment()).close();
    }
    selector.close();
  }
}
