package dev.offload.ingest.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The schema of one view, and the connections to it.
record PostgresDatabase(PostgresServer server, String schema) {
  private static final Duration WRITING = Duration.ofSeconds(30);
  private static final Duration WATCHING = Duration.ofSeconds(3);
  private static final Duration LOCKS = Duration.ofSeconds(5);

  /// For the way to the server and back.
  private static final Duration MARGIN = Duration.ofSeconds(2);

  /// Plans that read an index in its order or look up single rows. The planner may not take a
  /// detour because its statistics are old, nor gather several processes for a short question.
  private static final List<String> SHORT_QUESTIONS =
      List.of(
          "SET enable_seqscan = off",
          "SET enable_bitmapscan = off",
          "SET enable_hashjoin = off",
          "SET enable_mergejoin = off",
          "SET random_page_cost = 1",
          "SET max_parallel_workers_per_gather = 0",
          "SET plan_cache_mode = force_custom_plan",
          "SET jit = off");

  /// For questions, which are interrupted after `limit`.
  Connection openToRead(Duration limit) throws SQLException {
    List<String> settings = settings(limit);
    settings.addAll(SHORT_QUESTIONS);
    settings.add("SET default_transaction_read_only = on");
    return server.connect(limit.plus(MARGIN), settings);
  }

  /// For batches. If this process stands still in the middle of one, the server ends it, so that
  /// another replica can go on.
  Connection openToWrite() throws SQLException {
    List<String> settings = settings(WRITING);
    settings.add(set("lock_timeout", LOCKS));
    settings.add(set("idle_in_transaction_session_timeout", WriterLease.LENGTH));
    settings.add("SET jit = off");
    Connection connection = server.connect(WRITING.plus(MARGIN), settings);
    connection.setAutoCommit(false);
    return connection;
  }

  /// For looking at what is written.
  Connection openToWatch() throws SQLException {
    List<String> settings = settings(WATCHING);
    settings.add("SET jit = off");
    return server.connect(WATCHING.plus(MARGIN), settings);
  }

  private List<String> settings(Duration limit) {
    return new ArrayList<>(
        List.of("SET search_path TO \"" + schema + "\"", set("statement_timeout", limit)));
  }

  static String set(String setting, Duration time) {
    return "SET " + setting + " = " + time.toMillis();
  }
}
