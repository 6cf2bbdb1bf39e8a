package dev.offload.ingest.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;

/// A thread that answers questions until it gets the one that means the end.
final class QuestionReader implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(QuestionReader.class);

  /// How many steps of SQLite's machine there are between two looks at the question: well under a
  /// millisecond.
  private static final int STEPS_BETWEEN_LOOKS = 10_000;

  private final BlockingQueue<Question<?>> asked;
  private final Question<?> end;
  private final Connection connection;
  private volatile Question<?> present;

  QuestionReader(BlockingQueue<Question<?>> asked, Question<?> end, Connection connection)
      throws SQLException {
    this.asked = asked;
    this.end = end;
    this.connection = connection;
    this.present = end;
    ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, new Interrupter());
  }

  /// SQLite asks this in the middle of a query: whether to go on.
  private final class Interrupter extends ProgressHandler {
    @Override
    protected int progress() {
      return present.isOver() ? 1 : 0;
    }
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
