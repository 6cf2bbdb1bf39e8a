package dev.offload.ingest.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// A fixed number of connections; whoever asks waits for one.
final class ConnectionPool implements AutoCloseable {

  /// How a connection is made.
  interface Opener {
    Connection open() throws SQLException;
  }

  /// What is asked of one.
  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private final int size;
  private final Semaphore free;
  private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();

  ConnectionPool(int size, Opener opener) throws SQLException {
    this.size = size;
    free = new Semaphore(size);
    for (int i = 0; i < size; i++) {
      idle.add(opener.open());
    }
  }

  <T> T ask(Question<T> question) {
    free.acquireUninterruptibly();
    try {
      Connection connection = idle.poll();
      if (connection == null) {
        throw new ViewFailure("the task view is closed", null);
      }
      try {
        return question.ask(connection);
      } catch (SQLException e) {
        throw Sql.failure(e);
      } finally {
        idle.add(connection);
      }
    } finally {
      free.release();
    }
  }

  /// Waits for the questions under way.
  @Override
  public void close() {
    free.acquireUninterruptibly(size);
    try {
      List<Connection> all = new ArrayList<>(idle);
      idle.clear();
      for (Connection connection : all) {
        connection.close();
      }
    } catch (SQLException e) {
      throw Sql.failure(e);
    } finally {
      free.release(size);
    }
  }
}
