package dev.offload.ingest.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;

/// Platform threads that read the database, each with its own connection. SQLite holds the
/// thread that calls it. On the few threads that carry virtual threads, slow questions would
/// stop everything else.
///
/// A caller waits for a limited time. Then its question is skipped or interrupted.
final class QuestionThreads implements AutoCloseable {
  private static final Question<?> END = new Question<>(_ -> null);

  /// Opens a connection for questions.
  interface Opener {
    /// @param isOver whether nobody waits for the present answer any more
    Connection open(BooleanSupplier isOver) throws SQLException;
  }

  private final BlockingQueue<Question<?>> asked = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean isClosed;

  QuestionThreads(String name, int size, Opener opener) throws SQLException {
    try {
      for (int i = 0; i < size; i++) {
        QuestionReader reader = new QuestionReader(asked, END, opener);
        threads.add(Thread.ofPlatform().daemon().name(name + "-" + i).start(reader));
      }
    } catch (SQLException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// @throws ViewBusy if there is no answer within `limit`
  <T> T ask(Question.Query<T> query, Duration limit) {
    Question<T> question = new Question<>(query);
    asked.add(question);
    if (isClosed) {
      question.fail(closed());
    }
    return question.await(limit);
  }

  /// Waits for the questions under way.
  @Override
  public void close() {
    isClosed = true;
    threads.forEach(_ -> asked.add(END));
    boolean isInterrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          isInterrupted = true;
        }
      }
    }
    asked.forEach(question -> question.fail(closed()));
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ViewFailure closed() {
    return new ViewFailure("the task view is closed", null);
  }
}
