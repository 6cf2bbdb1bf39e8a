package dev.offload.lifecycle.debounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.debounce.DebounceEffect.Settle;
import dev.offload.lifecycle.debounce.DebounceInput.Asked;
import dev.offload.lifecycle.debounce.DebounceInput.TimerFired;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.DebounceAsked;
import dev.offload.schemas.work.DebounceSettled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A debounce key, its coordinator, and the partitions of its tasks. What is written takes its
/// time, some of it is read twice, tasks are cancelled, timers go off late, and the
/// coordinator is read from its stored form before each step. [#calm()] is what comes after that.
final class DebounceWorld {
  private static final int PARTITIONS = 3;
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration MAX = Duration.ofSeconds(5);

  private final DebounceMachine machine = new DebounceMachine();
  private final List<Line> partitions =
      IntStream.range(0, PARTITIONS).mapToObj(_ -> new Line()).toList();
  private final List<Line> answers =
      IntStream.range(0, PARTITIONS).mapToObj(_ -> new Line()).toList();
  private final Map<TaskId, One> tasks = new HashMap<>();

  /// Tasks in the order in which they were made.
  private final List<One> made = new ArrayList<>();

  private byte[] stored;
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private Optional<Instant> seriesSince = Optional.empty();
  private Instant cameAt = Instant.EPOCH;

  /// A task as its partition knows it.
  private static final class One {
    private final int partition;
    private final int number;
    private boolean hasAsked;
    private boolean isCancelled;
    private Optional<DebounceSettled> settled = Optional.empty();

    private One(int partition, int number) {
      this.partition = partition;
      this.number = number;
    }

    private boolean isReleased() {
      return settled.filter(news -> news.replacement().isEmpty()).isPresent();
    }
  }

  /// Records of one partition, of which the reader may read some again.
  private static final class Line {
    private final List<Object> records = new ArrayList<>();
    private int read;

    private boolean hasNext() {
      return read < records.size();
    }

    private Object next() {
      return records.get(read++);
    }
  }

  /// Lets one thing happen, which follows from `choice`.
  void goOn(int choice) {
    int partition = choice % PARTITIONS;
    int some = choice / PARTITIONS / 12;
    switch (choice / PARTITIONS % 12) {
      case 0, 1, 2 -> make(partition);
      case 3, 4, 5 -> ask(partition);
      case 6, 7 -> answer(partition);
      case 8 -> now = now.plusMillis(some % 1_500);
      case 9 -> fireIfDue();
      case 10 -> again(partition, some);
      default -> cancelSeldom(some);
    }
  }

  private void make(int partition) {
    DebounceAsked question =
        new DebounceAsked(TaskId.fresh(now), "acme", now, new Debounce("key", WAIT, MAX));
    One task = new One(partition, made.size());
    made.add(task);
    tasks.put(question.taskId(), task);
    partitions.get(partition).records.add(question);
    now = now.plusNanos(1_000_000);
  }

  private void ask(int partition) {
    Line line = partitions.get(partition);
    if (line.hasNext()) {
      asked((DebounceAsked) line.next());
    }
  }

  private void asked(DebounceAsked question) {
    One task = tasks.get(question.taskId());
    step(new Asked(question));
    task.hasAsked = true;
  }

  private void answer(int partition) {
    Line line = answers.get(partition);
    if (line.hasNext()) {
      take((DebounceSettled) line.next());
    }
  }

  /// A task that was cancelled or is settled takes no notice.
  private void take(DebounceSettled news) {
    One task = tasks.get(news.taskId());
    if (!task.isCancelled && task.settled.isEmpty()) {
      task.settled = Optional.of(news);
    }
  }

  private void again(int partition, int some) {
    Line line = partitions.get(partition);
    if (some % 2 == 0 && line.read > 0) {
      asked((DebounceAsked) line.records.get(some / 2 % line.read));
    } else if (answers.get(partition).read > 0) {
      Line down = answers.get(partition);
      take((DebounceSettled) down.records.get(some / 2 % down.read));
    }
  }

  private void cancelSeldom(int some) {
    if (some % 4 == 0 && !made.isEmpty()) {
      One task = made.get(some / 4 % made.size());
      task.isCancelled |= task.settled.isEmpty();
    }
  }

  private void fireIfDue() {
    kept()
        .armed()
        .map(Deadline::at)
        .filter(due -> !due.isAfter(now))
        .ifPresent(due -> step(new TimerFired(due)));
  }

  /// Everything is read, and timers go off.
  void calm() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      while (partitions.get(partition).hasNext()) {
        ask(partition);
      }
    }
    for (int round = 0; round < 3; round++) {
      now = now.plus(MAX);
      fireIfDue();
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      while (answers.get(partition).hasNext()) {
        answer(partition);
      }
    }
    now = now.plus(DebounceEntry.MEMORY);
    fireIfDue();
  }

  private StoredEntry<DebounceEntry, Due> kept() {
    try {
      return stored == null
          ? new StoredEntry<>(new DebounceEntry.Nothing(), Optional.empty())
          : Json.MAPPER.readValue(stored, StoredDebounce.class).kept();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void step(DebounceInput input) {
    StoredEntry<DebounceEntry, Due> before = kept();
    Step<DebounceEntry, DebounceEvent, DebounceEffect, Due> step =
        machine.step(before, input, now, now);
    for (DebounceEffect effect : step.effects()) {
      DebounceSettled news = ((Settle) effect).news();
      check(news);
      answers.get(tasks.get(news.taskId()).partition).records.add(news);
    }
    for (DebounceEvent event : step.events()) {
      if (event instanceof DebounceEvent.TaskCame came) {
        seriesSince.ifPresent(
            since ->
                assertThat(came.task().createdAt())
                    .as("made before the end of the series that it goes on with")
                    .isBefore(end(since)));
        cameAt = now;
        seriesSince = seriesSince.or(() -> Optional.of(came.at()));
      }
      if (event instanceof DebounceEvent.SeriesEnded) {
        seriesSince = Optional.empty();
      }
    }
    try {
      stored =
          step.after().entry() instanceof DebounceEntry.Nothing
              ? null
              : Json.MAPPER.writeValueAsBytes(StoredDebounce.of(step.after()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(kept().entry()).as("read as it was stored").isEqualTo(step.after().entry());
    if (stored != null) {
      assertThat(kept().armed()).as("timer of %s", kept().entry()).isPresent();
    }
    seriesSince.ifPresent(
        since ->
            assertThat(kept().armed().orElseThrow().at())
                .as("end of a series that began at %s", since)
                .isBeforeOrEqualTo(end(since).isAfter(now) ? end(since) : now));
  }

  /// When a series that began at `since` ends, at the latest.
  private Instant end(Instant since) {
    Instant quiet = cameAt.plus(WAIT);
    Instant longest = since.plus(MAX);
    return quiet.isBefore(longest) ? quiet : longest;
  }

  private void check(DebounceSettled news) {
    One task = tasks.get(news.taskId());
    if (news.replacement().isPresent()) {
      assertThat(tasks.get(news.replacedBy()).number)
          .as("a task is replaced by a later one")
          .isGreaterThan(task.number);
      return;
    }
    boolean isQuiet = !now.isBefore(cameAt.plus(WAIT));
    boolean isLong = seriesSince.filter(since -> !now.isBefore(since.plus(MAX))).isPresent();
    assertThat(isQuiet || isLong).as("let go before its time").isTrue();
    assertThat(made.stream().filter(one -> one.hasAsked && one.number > task.number))
        .as("later tasks that are known when a task is let go")
        .isEmpty();
  }

  /// What holds in the end.
  void checkTheEnd() {
    assertThat(stored).as("what is kept of the key").isNull();
    for (One task : made) {
      assertThat(task.isCancelled || task.settled.isPresent()).as("lost").isTrue();
      task.settled
          .filter(news -> news.replacement().isPresent())
          .ifPresent(
              _ ->
                  assertThat(endOf(task).isReleased() || endOf(task).isCancelled)
                      .as("nobody runs in its place")
                      .isTrue());
    }
    if (!made.isEmpty()) {
      One last = made.getLast();
      assertThat(last.isCancelled || last.isReleased()).as("the last one runs").isTrue();
    }
  }

  /// Who runs in its place in the end.
  private One endOf(One task) {
    One end = task;
    while (end.settled.filter(news -> news.replacement().isPresent()).isPresent()) {
      end = tasks.get(end.settled.get().replacedBy());
    }
    return end;
  }
}
