package dev.offload.ingest.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A question to the database, asked by one thread and answered by another.
final class Question<T> {

  /// What to ask a connection.
  interface Query<T> {
    T ask(Connection connection) throws SQLException;
  }

  private final Query<T> query;
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  Question(Query<T> query) {
    this.query = query;
  }

  /// Whether nobody waits for the answer any more.
  boolean isOver() {
    return answer.isDone();
  }

  void answer(QuestionConnection connection) {
    try {
      answer.complete(connection.ask(query));
    } catch (SQLException e) {
      answer.completeExceptionally(Sql.failure(e));
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  void fail(RuntimeException failure) {
    answer.completeExceptionally(failure);
  }

  T await(Duration limit) {
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      ViewBusy busy = new ViewBusy("the task view did not answer within " + limit);
      fail(busy);
      throw busy;
    } catch (InterruptedException e) {
      ViewFailure unwanted = new ViewFailure("nobody waits for the task view any more", e);
      fail(unwanted);
      Thread.currentThread().interrupt();
      throw unwanted;
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case ViewCorrupt corrupt -> new ViewCorrupt(corrupt.getMessage(), corrupt);
        case ViewBusy busy -> new ViewBusy(busy.getMessage());
        case Throwable cause -> new ViewFailure("the task view was not read: " + cause, cause);
      };
    }
  }
}
