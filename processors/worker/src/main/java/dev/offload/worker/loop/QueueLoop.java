package dev.offload.worker.loop;

import dev.offload.schemas.work.WorkerStatus.QueueSlots;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.journal.RunJournal;
import dev.offload.worker.loop.RunStarter.Taken;
import dev.offload.worker.queue.QueueSource;
import dev.offload.worker.run.Run;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the tasks of one queue and has them run. It has its own thread.
///
/// ```
/// room for a batch? ─► poll ─► handlers run, AttemptStarted ─► all done soon? ─► accept ──┐
///        ▲                                                       │ no                     │
///        │                               claim what still runs (lease) ─► accept ─────────┤
///        └────────────────────────────────────────────────────────────────────────────────┘
/// ```
/// A record is accepted only when Kafka has what makes its task safe without the record. Any error
/// closes the source, which gives the records back; after a pause the loop opens another source. If
/// tenants share the slots, [TenantSlots] says which of the polled tasks run now.
public final class QueueLoop {
  private static final Logger log = LoggerFactory.getLogger(QueueLoop.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration TO_HAND_BACK = Duration.ofSeconds(5);

  private final QueuePlan plan;
  private final LoopTools tools;
  private final RunStarter starter;
  private final Slots slots;
  private final Optional<TenantSlots> tenantSlots;
  private final Set<Run> runs = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CompletableFuture<Void> handedBack = new CompletableFuture<>();
  private final Thread thread;
  private QueueSource source;
  private long polledAt;

  public QueueLoop(QueuePlan plan, LoopTools tools) {
    this.plan = plan;
    this.tools = tools;
    this.slots = new Slots(plan.slots());
    this.tenantSlots =
        plan.sharedByTenant() ? Optional.of(new TenantSlots(plan.slots())) : Optional.empty();
    this.starter = new RunStarter(plan, tools, tenantSlots);
    this.thread = Thread.ofPlatform().name("offload-queue-" + plan.queue()).unstarted(this::loop);
  }

  public void start() {
    thread.start();
  }

  public String queue() {
    return plan.queue();
  }

  public QueueSlots status() {
    return new QueueSlots(plan.queue(), slots.total(), slots.taken());
  }

  /// Whether the queue is served: from [#start()] until it has drained.
  public boolean isServing() {
    return thread.isAlive();
  }

  /// Takes nothing more.
  public void stop() {
    stopping.countDown();
  }

  /// After [#stop()], waits until everything that was taken has ended and its records are accepted.
  /// Hands back what still runs after `patience`.
  public void drain(Duration patience) throws InterruptedException {
    if (thread.join(patience)) {
      return;
    }
    runs.forEach(Run::handBack);
    handedBack.complete(null);
    if (!thread.join(TO_HAND_BACK)) {
      thread.interrupt();
      thread.join();
    }
  }

  private void loop() {
    try {
      while (stopping.getCount() > 0) {
        turnOrPause();
      }
      flush();
      join(CompletableFuture.anyOf(slots.room(plan.slots()), handedBack));
    } catch (InterruptedException _) {
      log.warn("interrupted, what was not written will be run again queue={}", plan.queue());
    } finally {
      closeSource();
    }
  }

  private void turnOrPause() throws InterruptedException {
    try {
      turn();
    } catch (VirtualMachineError e) {
      tools.runs().fatal().accept(e);
      throw e;
    } catch (RuntimeException | Error e) {
      log.warn("queue is taken up again after a pause queue={}", plan.queue(), e);
      closeSource();
      pause(PAUSE_AFTER_FAILURE);
    }
  }

  private void turn() throws InterruptedException {
    if (tools.isPaused().test(plan.queue())) {
      closeSource();
      pause(POLL);
    } else if (hasRoom()) {
      Optional<Taken> suspect = pollAndRun();
      if (suspect.isPresent()) {
        runAlone(suspect.get());
      }
    }
  }

  private boolean hasRoom() throws InterruptedException {
    CompletableFuture<Void> room = slots.room(plan.room());
    if (room.isDone()) {
      return true;
    }
    flush();
    if (now() - polledAt > plan.patience().toNanos()) {
      // The group gives its partitions to workers that have room.
      closeSource();
    }
    return isDone(room, POLL);
  }

  /// Runs what a poll brings. If there is a suspect, it is returned to be run alone, and the others
  /// go back.
  private Optional<Taken> pollAndRun() throws InterruptedException {
    Lock together = tools.isolation().together();
    if (!together.tryLock()) {
      flush();
      together.lockInterruptibly();
    }
    try {
      Batch batch = new Batch();
      List<Taken> taken = starter.read(poll(), batch);
      Optional<Taken> suspect = RunStarter.suspect(taken);
      for (Taken one : taken) {
        if (suspect.isEmpty()) {
          starter.run(one, batch, this::start);
        } else if (!one.equals(suspect.get())) {
          starter.handBack(one, batch);
        }
      }
      settle(batch, plan.claimAfter());
      return suspect;
    } finally {
      together.unlock();
    }
  }

  private void runAlone(Taken suspect) throws InterruptedException {
    // The others must be known to be settled before this process may die.
    flush();
    Lock alone = tools.isolation().alone();
    alone.lockInterruptibly();
    try {
      Batch batch = new Batch();
      starter.run(suspect, batch, this::start);
      settle(batch, plan.patience());
    } finally {
      alone.unlock();
    }
  }

  private List<ConsumerRecord<String, byte[]>> poll() {
    if (source == null) {
      source = tools.sources().open(plan.queue(), plan.batch());
    }
    polledAt = now();
    return source.poll(POLL);
  }

  private Run start(RunJournal journal, TaskHandler handler) {
    Run run = new Run(journal, handler, tools.runs());
    String tenant = journal.item().tenant();
    long begin = now();
    slots.take();
    runs.add(run);
    var _ =
        run.left()
            .thenRun(
                () -> {
                  runs.remove(run);
                  slots.giveBack();
                  tenantSlots.ifPresent(
                      all -> all.giveBack(tenant, Duration.ofNanos(now() - begin), now()));
                });
    tools.stopper().watch(run);
    if (plan.tellAfter().isZero()) {
      run.tell();
    }
    run.start(tools.threads());
    return run;
  }

  /// Waits until each record of `batch` is settled, and accepts it. What still runs after
  /// `claimAfter` is claimed when there is room for more, at the latest after a third of the lock.
  private void settle(Batch batch, Duration claimAfter) throws InterruptedException {
    CompletableFuture<Void> settled = batch.settled();
    if (!isDone(settled, plan.tellAfter())) {
      batch.tell();
    }
    if (!isDone(settled, claimAfter)) {
      isDone(CompletableFuture.anyOf(settled, slots.room(plan.room())), plan.patience());
      batch.claim(tools.leases(), polledAt + plan.lock().toNanos());
      join(settled);
    }
    List<ConsumerRecord<String, byte[]>> safe = batch.safe();
    safe.forEach(source::accept);
    if (safe.size() < batch.size()) {
      throw new IllegalStateException(
          "%d of %d records could not be settled"
              .formatted(batch.size() - safe.size(), batch.size()));
    }
  }

  private void flush() {
    if (source != null) {
      source.flush();
    }
  }

  private void closeSource() {
    if (source != null) {
      try {
        source.close();
      } catch (RuntimeException e) {
        log.warn(
            "the connection to a queue could not be closed queue={}: {}",
            plan.queue(),
            e.getMessage());
      }
      source = null;
    }
  }

  private long now() {
    return tools.runs().nanoTime().getAsLong();
  }

  private void pause(Duration length) throws InterruptedException {
    boolean _ = stopping.await(length.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void join(CompletableFuture<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException _) {
      // Told by the future itself to whoever looks.
    }
  }

  private static boolean isDone(CompletableFuture<?> future, Duration patience)
      throws InterruptedException {
    try {
      future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException _) {
      return true;
    } catch (TimeoutException _) {
      return false;
    }
  }
}
