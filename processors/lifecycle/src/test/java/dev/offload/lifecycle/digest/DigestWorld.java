package dev.offload.lifecycle.digest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.lifecycle.digest.DigestEffect.SubmitMail;
import dev.offload.lifecycle.digest.DigestEvent.NewsCame;
import dev.offload.lifecycle.digest.DigestInput.Came;
import dev.offload.lifecycle.digest.DigestInput.TimerFired;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.UserMail;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.DigestNews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The digest of one user. News takes its time, some of it is read twice or comes when it was due
/// already, timers go off late, and the entry is read from its stored form before each step.
/// [#calm()] is what comes after that. What a mail must have is counted beside the machine.
final class DigestWorld {
  private static final int ONES_READ_AGAIN = 20;

  private final DigestMachine machine = new DigestMachine();
  private final List<DigestNews> written = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private final Set<TaskId> mails = new HashSet<>();

  /// The ids of what the next mail tells, in order.
  private final List<String> collected = new ArrayList<>();

  /// When the next mail is due.
  private Optional<Instant> by = Optional.empty();

  private final Map<String, Instant> readAt = new HashMap<>();
  private int read;
  private byte[] stored;
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");

  /// Lets one thing happen, which follows from `choice`.
  void goOn(int choice) {
    int some = choice / 10;
    switch (choice % 10) {
      case 0, 1 -> write(some);
      case 2 -> writeMany(some);
      case 3, 4 -> readOne();
      case 5 -> readAll();
      case 6 -> readAgain(some);
      case 7, 8 -> fireIfDue();
      default -> now = now.plusSeconds(some % 1_000);
    }
  }

  private void write(int some) {
    Instant due = now.plusSeconds(some % 2_000 - 500);
    String id = "end-" + written.size();
    written.add(
        new DigestNews(
            "acme",
            "ada",
            id,
            due,
            "token",
            RetryPolicy.DEFAULT,
            Json.MAPPER.createObjectNode().put("id", id).put("type", typeOf(id))));
  }

  private static String typeOf(String id) {
    return id.endsWith("3") ? "task.failed" : "task.succeeded";
  }

  private void writeMany(int some) {
    for (int i = 0; i < some % 100; i++) {
      write(some + i);
    }
  }

  private void readOne() {
    if (read < written.size()) {
      DigestNews news = written.get(read++);
      readAt.put(news.id(), now);
      came(news);
    }
  }

  private void readAll() {
    while (read < written.size()) {
      readOne();
    }
  }

  private void readAgain(int some) {
    if (read > 0) {
      DigestNews news = written.get(read - 1 - some % Math.min(read, ONES_READ_AGAIN));
      if (now.isBefore(readAt.get(news.id()).plus(DigestEntry.MEMORY))) {
        came(news);
      }
    }
  }

  private void came(DigestNews news) {
    boolean isNews = !told.contains(news.id()) && collected.size() < UserMail.MOST_COUNTED;
    if (isNews) {
      told.add(news.id());
      collected.add(news.id());
      Instant late = (news.dueAt().isAfter(now) ? news.dueAt() : now).plusSeconds(10);
      by = Optional.of(by.filter(known -> known.isBefore(late)).orElse(late));
    }
    List<DigestEvent> events = step(new Came(news));
    assertThat(events.stream().anyMatch(NewsCame.class::isInstance))
        .as("%s is collected", news.id())
        .isEqualTo(isNews);
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
    readAll();
    now = now.plus(Duration.ofHours(1));
    fireIfDue();
    assertThat(collected).as("what no mail tells").isEmpty();
    now = now.plus(DigestEntry.MEMORY);
    fireIfDue();
    assertThat(stored).as("what is kept in the end").isNull();
  }

  private StoredEntry<Optional<DigestEntry>, Due> kept() {
    try {
      return stored == null
          ? new StoredEntry<>(Optional.empty(), Optional.empty())
          : Json.MAPPER.readValue(stored, StoredDigest.class).kept();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<DigestEvent> step(DigestInput input) {
    Step<Optional<DigestEntry>, DigestEvent, DigestEffect, Due> step =
        machine.step(kept(), input, now, now);
    step.effects().forEach(effect -> sent(((SubmitMail) effect)));
    stored = form(step.after());
    assertThat(kept().entry()).as("read as it was stored").isEqualTo(step.after().entry());
    by.ifPresent(
        at ->
            assertThat(kept().armed().map(Deadline::at))
                .as("timer")
                .hasValueSatisfying(due -> assertThat(due).isBeforeOrEqualTo(latest(at))));
    return step.events();
  }

  private Instant latest(Instant at) {
    return at.isAfter(now) ? at : now;
  }

  private static byte[] form(StoredEntry<Optional<DigestEntry>, Due> kept) {
    try {
      return kept.entry().isEmpty() ? null : Json.MAPPER.writeValueAsBytes(StoredDigest.of(kept));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sent(SubmitMail effect) {
    UserMail mail;
    try {
      mail = Json.MAPPER.treeToValue(effect.task().input().path(UserMail.MEMBER), UserMail.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(mails.add(effect.task().taskId())).as("a mail of its own").isTrue();
    assertThat(by.orElseThrow()).as("when it was to be sent").isBeforeOrEqualTo(now);
    int most = Math.min(collected.size(), UserMail.MOST_TOLD);
    assertThat(mail.events())
        .extracting(event -> event.path("id").asText())
        .isEqualTo(collected.subList(0, most));
    assertThat(mail.more()).isEqualTo(collected.size() - most);
    List<String> counted = collected.subList(most, collected.size());
    assertThat(mail.more("task.failed"::equals))
        .isEqualTo((int) counted.stream().filter(id -> typeOf(id).equals("task.failed")).count());
    collected.clear();
    by = Optional.empty();
  }
}
