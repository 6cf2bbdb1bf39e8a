package dev.offload.ingest.view;

import dev.offload.ingest.view.QuestionThreads.Opener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/// The connection of a thread that reads. If it is lost, another one is opened: a restart of the
/// database should cost nobody an answer that it can give again.
final class QuestionConnection implements AutoCloseable {
  private final Opener opener;
  private final BooleanSupplier isOver;
  private Connection present;

  QuestionConnection(Opener opener, BooleanSupplier isOver) throws SQLException {
    this.opener = opener;
    this.isOver = isOver;
    this.present = opener.open(isOver);
  }

  <T> T ask(Question.Query<T> query) throws SQLException {
    try {
      return query.ask(usable());
    } catch (SQLException e) {
      if (!Sql.isDisconnection(e)) {
        throw e;
      }
    }
    present.close();
    return query.ask(usable());
  }

  private Connection usable() throws SQLException {
    if (present.isClosed()) {
      present = opener.open(isOver);
    }
    return present;
  }

  @Override
  public void close() throws SQLException {
    present.close();
  }
}
