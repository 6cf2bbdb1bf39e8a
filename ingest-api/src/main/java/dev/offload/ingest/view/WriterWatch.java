package dev.offload.ingest.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches from its own thread how far the database is and who writes, and takes over if nobody
/// does. Those who have something to write wait here for their turn.
final class WriterWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WriterWatch.class);

  /// Between two looks while somebody waits for what another replica writes.
  private static final Duration SOON = Duration.ofMillis(10);

  /// Between two looks otherwise.
  private static final Duration LATER = Duration.ofMillis(250);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  /// Nothing was seen for so long: the database is out.
  private static final Duration OUT_AFTER = Duration.ofSeconds(5);

  private final PostgresDatabase database;
  private final KnownPositions positions;
  private final QueueCounts counts;
  private final CompletableFuture<ViewFailure> useless = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition looked = lock.newCondition();
  private final Condition wanted = lock.newCondition();
  private final Thread thread =
      Thread.ofPlatform().name("watch-view").daemon().unstarted(this::run);

  /// Only its thread uses it; null if it has none.
  private Connection connection;

  private long claimedAt = System.nanoTime() - LATER.toNanos();
  private boolean isOut;

  // What follows belongs to the lock.
  private int waiting;

  /// The token of the writer; 0 if another replica writes.
  private long token;

  /// Whether the last look is still true, as far as is known.
  private boolean isFresh;

  private boolean isStalled;
  private boolean isStopped;

  private volatile long lastLook = System.nanoTime();

  /// Brings `counts` up to date, too.
  WriterWatch(PostgresDatabase database, KnownPositions positions, QueueCounts counts) {
    this.database = database;
    this.positions = positions;
    this.counts = counts;
  }

  WriterWatch start() {
    thread.start();
    return this;
  }

  /// See [ViewStore#turn].
  Map<Integer, Long> turn(String topic, Map<Integer, Long> until) {
    lock.lock();
    waiting++;
    try {
      Map<Integer, Long> stored = positions.of(topic);
      long since = System.nanoTime();
      wanted.signal();
      while (!isStopped) {
        Map<Integer, Long> now = positions.of(topic);
        if (isFresh && (token != 0 || isPast(now, until))) {
          return now;
        }
        if (!isFresh || !now.equals(stored)) {
          stored = now;
          since = System.nanoTime();
        }
        isStalled |= System.nanoTime() - since > WriterLease.LENGTH.toNanos();
        boolean _ = looked.await(LATER.toNanos(), TimeUnit.NANOSECONDS);
      }
      throw new ViewFailure("the task view is closed", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewFailure("nobody waits for the task view any more", e);
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  private static boolean isPast(Map<Integer, Long> stored, Map<Integer, Long> until) {
    return until.entrySet().stream()
        .allMatch(one -> stored.getOrDefault(one.getKey(), 0L) >= one.getValue());
  }

  /// This replica's token if it is its turn to write.
  ///
  /// @throws TurnLost if it is not
  long token() {
    lock.lock();
    try {
      if (token == 0 || !isFresh) {
        throw new TurnLost();
      }
      return token;
    } finally {
      lock.unlock();
    }
  }

  /// What is known may be wrong: nobody gets a turn before the next look.
  void doubt() {
    lock.lock();
    try {
      isFresh = false;
      wanted.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean isWell() {
    return System.nanoTime() - lastLook < OUT_AFTER.toNanos();
  }

  CompletableFuture<ViewFailure> useless() {
    return useless;
  }

  void stopTurns() {
    lock.lock();
    try {
      isStopped = true;
      looked.signalAll();
      wanted.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (pauseBeforeLook()) {
        look();
      }
      giveUp();
    } catch (InterruptedException _) {
      // Nobody does that; it would mean to end.
    } finally {
      disconnect();
    }
  }

  /// False if there will be no other look.
  private boolean pauseBeforeLook() throws InterruptedException {
    long begin = System.nanoTime();
    lock.lock();
    try {
      while (!isStopped) {
        long left = pause().toNanos() - (System.nanoTime() - begin);
        if (left <= 0) {
          return true;
        }
        boolean _ = wanted.await(left, TimeUnit.NANOSECONDS);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Since the last look. It may turn out shorter when somebody begins to wait.
  private Duration pause() {
    if (isOut) {
      return PAUSE_AFTER_FAILURE;
    }
    if (!isFresh) {
      return Duration.ZERO;
    }
    return waiting > 0 ? SOON : LATER;
  }

  private void look() {
    try {
      if (connection == null || connection.isClosed()) {
        connection = database.openToWatch();
      }
      long present = present();
      positions.look(connection);
      counts.advance(connection);
      publish(present);
    } catch (SQLException e) {
      fail(Sql.failure(e));
    } catch (ViewReplaced e) {
      fail(e);
    }
  }

  /// The token after claiming or renewing it; 0 if another replica has it.
  private long present() throws SQLException {
    long mine;
    boolean force;
    lock.lock();
    try {
      mine = token;
      force = isStalled;
      isStalled = false;
    } finally {
      lock.unlock();
    }
    if (mine != 0 && WriterLease.renew(connection, mine)) {
      return mine;
    }
    if (mine != 0) {
      log.info("another replica writes to the task view now schema={}", database.schema());
      return 0;
    }
    boolean isTime = System.nanoTime() - claimedAt >= LATER.toNanos();
    if (!force && !isTime) {
      return 0;
    }
    claimedAt = System.nanoTime();
    long claimed = WriterLease.claim(connection, force).orElse(0L);
    if (claimed != 0) {
      log.info("this replica writes to the task view now schema={}", database.schema());
    }
    return claimed;
  }

  private void publish(long present) {
    lastLook = System.nanoTime();
    if (isOut) {
      isOut = false;
      log.info("task view's database answers again schema={}", database.schema());
    }
    lock.lock();
    try {
      token = present;
      isFresh = true;
      looked.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(ViewFailure failure) {
    disconnect();
    doubt();
    if (failure instanceof ViewCorrupt || failure instanceof ViewReplaced) {
      useless.complete(failure);
    }
    if (!isOut) {
      isOut = true;
      log.warn("task view's database is tried again until it answers: {}", failure.getMessage());
    }
  }

  private void giveUp() {
    if (token != 0 && connection != null) {
      try {
        WriterLease.giveUp(connection, token);
      } catch (SQLException e) {
        log.debug("the turn to write could not be given up and ends by itself", e);
      }
    }
  }

  private void disconnect() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        log.debug("a connection to the task view could not be closed", e);
      }
      connection = null;
    }
  }

  /// Gives up the turn to write. Nothing may be written at the same time.
  @Override
  public void close() {
    stopTurns();
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
