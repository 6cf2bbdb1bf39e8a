package dev.offload.lifecycle.digest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.notify.UserMail;
import dev.offload.schemas.work.DigestNews;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is kept of the digest of a user.
public sealed interface DigestEntry {
  /// How many events are recognised if they come twice: all that a digest counts.
  int MOST_KNOWN = UserMail.MOST_COUNTED;

  /// How much later than it is due a digest is sent.
  Duration GATHERING = Duration.ofSeconds(10);

  /// How long it is remembered what was told, for events that come twice.
  Duration MEMORY = Duration.ofDays(1);

  /// Events are collected until `until`.
  ///
  /// @param latest has what the mail needs besides
  /// @param events those that are told one by one
  /// @param more how many others are counted
  /// @param moreByType how many of those are of each type
  /// @param known the ids of what has come
  record Collecting(
      DigestNews latest,
      List<JsonNode> events,
      int more,
      Map<String, Integer> moreByType,
      List<String> known,
      Instant until)
      implements DigestEntry {
    public Collecting {
      events = List.copyOf(events);
      moreByType = Map.copyOf(moreByType);
      known = List.copyOf(known);
    }

    static Collecting first(DigestNews news, List<String> known, Instant until) {
      return new Collecting(
          news, List.of(news.event()), 0, Map.of(), DigestEntry.with(known, news.id()), until);
    }

    /// The same with `news`, which is to be told by `by`.
    Collecting with(DigestNews news, Instant by) {
      boolean isRoom = events.size() < UserMail.MOST_TOLD;
      List<JsonNode> told = new ArrayList<>(events);
      Map<String, Integer> counted = new HashMap<>(moreByType);
      if (isRoom) {
        told.add(news.event());
      } else {
        counted.merge(news.event().path("type").asText(), 1, Integer::sum);
      }
      return new Collecting(
          news,
          told,
          isRoom ? more : more + 1,
          counted,
          DigestEntry.with(known, news.id()),
          by.isBefore(until) ? by : until);
    }

    @Override
    public boolean takes(DigestNews news) {
      return !mail().isFull() && !known.contains(news.id());
    }

    /// By the latest news it would be sent earlier.
    @Override
    public boolean isAheadOf(Instant now) {
      return until.isAfter(DigestEntry.by(latest, now));
    }

    @Override
    public Collecting notAfter(Instant now) {
      return new Collecting(latest, events, more, moreByType, known, DigestEntry.by(latest, now));
    }

    /// The mail that tells of them.
    UserMail mail() {
      return new UserMail(latest.user(), latest.unsubscribe(), events, more, moreByType);
    }
  }

  /// The last digest was sent at `at`, and nothing has come since.
  record Sent(List<String> known, Instant at) implements DigestEntry {
    public Sent {
      known = List.copyOf(known);
    }

    @Override
    public Instant until() {
      return at.plus(MEMORY);
    }

    @Override
    public boolean takes(DigestNews news) {
      return !known.contains(news.id());
    }

    @Override
    public boolean isAheadOf(Instant now) {
      return at.isAfter(now);
    }

    @Override
    public Sent notAfter(Instant now) {
      return new Sent(known, now);
    }
  }

  /// The ids of what has come, the latest ones.
  List<String> known();

  /// When the clock moves it on.
  Instant until();

  /// Whether `news` changes it: it has not come before, and is still counted.
  boolean takes(DigestNews news);

  /// Whether it has seen a time after `now`, because a clock was ahead.
  boolean isAheadOf(Instant now);

  /// The same after a clock was ahead.
  DigestEntry notAfter(Instant now);

  /// When `news` that has come at `now` is told at the latest.
  static Instant by(DigestNews news, Instant now) {
    return (news.dueAt().isAfter(now) ? news.dueAt() : now).plus(GATHERING);
  }

  private static List<String> with(List<String> known, String id) {
    List<String> all = new ArrayList<>(known);
    all.add(id);
    return all.subList(Math.max(0, all.size() - MOST_KNOWN), all.size());
  }
}
