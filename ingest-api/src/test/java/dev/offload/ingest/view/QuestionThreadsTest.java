package dev.offload.ingest.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuestionThreadsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final String ENDLESS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

  private QuestionThreads threads;

  @BeforeEach
  void open() throws SQLException {
    threads =
        new QuestionThreads(
            "test",
            1,
            isOver ->
                SqliteFile.interruptible(
                    DriverManager.getConnection("jdbc:sqlite::memory:"), isOver));
  }

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void slowQuestionIsInterruptedAndTheNextOneIsAnswered() {
    assertThatExceptionOfType(ViewBusy.class).isThrownBy(() -> answer(ENDLESS, SHORT));

    assertThat(answer("SELECT 42", LONG)).isEqualTo(42);
  }

  @Test
  void questionsAreAskedOnAPlatformThread() {
    boolean isVirtual = threads.ask(_ -> Thread.currentThread().isVirtual(), LONG);

    assertThat(isVirtual).isFalse();
  }

  @Test
  void aThreadOutlivesWhateverAQuestionThrows() {
    assertThatExceptionOfType(ViewFailure.class).isThrownBy(() -> answer("SELECT", LONG));
    assertThatExceptionOfType(ViewFailure.class)
        .isThrownBy(
            () ->
                threads.ask(
                    _ -> {
                      throw new OutOfMemoryError("says the test");
                    },
                    LONG));

    assertThat(answer("SELECT 42", LONG)).isEqualTo(42);
  }

  @Test
  void questionAfterTheCloseFailsAtOnce() {
    threads.close();

    assertThatExceptionOfType(ViewFailure.class)
        .isThrownBy(() -> answer("SELECT 42", LONG))
        .withMessageContaining("closed");
  }

  private int answer(String sql, Duration limit) {
    return threads.ask(connection -> number(connection, sql), limit);
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
