package dev.offload.ingest.view;

import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that answers questions until it gets the one that means the end.
final class QuestionReader implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(QuestionReader.class);

  private final BlockingQueue<Question<?>> asked;
  private final Question<?> end;
  private final QuestionConnection connection;
  private volatile Question<?> present;

  QuestionReader(
      BlockingQueue<Question<?>> asked, Question<?> end, QuestionThreads.Opener connections)
      throws SQLException {
    this.asked = asked;
    this.end = end;
    this.present = end;
    this.connection = new QuestionConnection(connections, () -> present.isOver());
  }

  @Override
  public void run() {
    try (connection) {
      Question<?> next = asked.take();
      while (next != end) {
        if (!next.isOver()) {
          present = next;
          next.answer(connection);
          present = end;
        }
        next = asked.take();
      }
    } catch (InterruptedException _) {
      // Nobody does that; it would mean to end.
    } catch (SQLException e) {
      log.warn("a connection to the task view could not be closed", e);
    }
  }
}
