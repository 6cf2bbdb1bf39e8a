package dev.offload.ingest.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Members;
import dev.offload.ingest.body.TextRules;
import dev.offload.ingest.body.Texts;
import dev.offload.schemas.notify.WebhookUrl;
import dev.offload.schemas.task.EmailAddress;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Placement;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the body of a submission and finds all mistakes at once. An unknown member is a mistake
/// and never ignored.
final class TaskBodyReader {

  static final Duration LONGEST_DELAY = Duration.ofDays(366);

  private final Instant now;
  private final Duration longestTimeout;
  private final Faults faults;

  private TaskBodyReader(Instant now, Duration longestTimeout, Faults faults) {
    this.now = now;
    this.longestTimeout = longestTimeout;
    this.faults = faults;
  }

  /// The body; empty if it is not an object. If there are `faults`, it still has whatever could be
  /// read, so that more mistakes can be found.
  static Optional<TaskBody> read(
      JsonNode json, Instant now, Duration longestTimeout, Faults faults) {
    TextRules.check(json, faults);
    return Members.of(json, "", faults)
        .map(body -> new TaskBodyReader(now, longestTimeout, faults).read(body));
  }

  private TaskBody read(Members body) {
    TaskBody read =
        new TaskBody(
            type(body),
            input(body),
            start(body),
            expiresAt(body),
            timeout(body),
            priority(body),
            retry(body),
            notifications(body),
            tags(body));
    body.refuseOthers();
    checkExpiry(read);
    return read;
  }

  private Optional<String> type(Members body) {
    if (body.any("type").isEmpty()) {
      faults.add("/type", "is required");
    }
    return body.text("type");
  }

  private Optional<JsonNode> input(Members body) {
    Optional<JsonNode> input = body.any("input");
    if (input.isEmpty()) {
      faults.add("/input", "is required");
    } else if (!input.get().isObject()) {
      faults.add("/input", "must be an object");
    }
    return input.filter(JsonNode::isObject);
  }

  private Optional<TaskBody.Start> start(Members body) {
    Optional<TaskBody.Start> at =
        body.parsed("runAt", Texts.A_TIME, Texts::time)
            .filter(this::isSoonEnough)
            .map(TaskBody.Start.At::new);
    Optional<TaskBody.Start> after =
        body.parsed(
                "delay",
                Texts.A_DURATION + ", of at most " + LONGEST_DELAY,
                text -> Texts.duration(text).filter(d -> d.compareTo(LONGEST_DELAY) <= 0))
            .map(TaskBody.Start.After::new);
    if (body.any("runAt").isPresent() && body.any("delay").isPresent()) {
      faults.add("/delay", "is not allowed together with runAt");
    }
    return at.or(() -> after);
  }

  private Optional<Instant> expiresAt(Members body) {
    return body.parsed("expiresAt", Texts.A_TIME, Texts::time);
  }

  /// A task that could never start is a mistake.
  private void checkExpiry(TaskBody body) {
    body.expiresAt()
        .ifPresent(
            expiry -> {
              Instant runAt = body.runAt(now);
              if (!expiry.isAfter(now)) {
                faults.add("/expiresAt", "must be in the future");
              } else if (runAt != null && !expiry.isAfter(runAt)) {
                faults.add("/expiresAt", "must be after the time at which the task is to run");
              }
            });
  }

  private Optional<Duration> timeout(Members body) {
    return body.parsed(
        "timeout",
        "%s, longer than PT0S and at most %s".formatted(Texts.A_DURATION, longestTimeout),
        text ->
            Texts.duration(text)
                .filter(length -> length.isPositive() && length.compareTo(longestTimeout) <= 0));
  }

  private Optional<Integer> priority(Members body) {
    Optional<Integer> priority = body.integer("priority");
    if (priority.isPresent() && !Placement.isPriority(priority.get())) {
      faults.add("/priority", "must " + Placement.PRIORITY_RULE);
    }
    return priority;
  }

  private boolean isSoonEnough(Instant time) {
    boolean soon = !time.isAfter(now.plus(LONGEST_DELAY));
    if (!soon) {
      faults.add("/runAt", "must be at most " + LONGEST_DELAY + " from now");
    }
    return soon;
  }

  private RetryWish retry(Members body) {
    return body.object("retry").map(retry -> RetryWish.read(retry, faults)).orElse(RetryWish.NONE);
  }

  private List<Notify> notifications(Members body) {
    List<Notify> notifications = new ArrayList<>();
    JsonNode items = body.array("notify", SubmitRequest.MAX_NOTIFICATIONS).orElse(null);
    for (int i = 0; items != null && i < items.size(); i++) {
      Members.of(items.get(i), "/notify/" + i, faults)
          .flatMap(this::notification)
          .ifPresent(notifications::add);
    }
    return notifications;
  }

  private Optional<Notify> notification(Members item) {
    boolean byEmail = item.any("email").isPresent();
    boolean byWebhook = item.any("webhook").isPresent();
    if (byEmail && byWebhook) {
      faults.add(item.pointerTo("email"), "is not allowed together with webhook");
    } else if (!byEmail && !byWebhook) {
      faults.add(item.pointerTo("webhook"), "is required, unless there is email");
    }
    Optional<Notify> email =
        item.parsed("email", "an e-mail address", TaskBodyReader::emailAddress)
            .map(Notify.Email::new);
    Optional<Notify> webhook =
        item.text("webhook")
            .flatMap(text -> webhookUrl(text, item.pointerTo("webhook")))
            .map(Notify.Webhook::new);
    item.refuseOthers();
    return webhook.or(() -> email);
  }

  private List<String> tags(Members body) {
    List<String> tags = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    JsonNode items = body.array("tags", SubmitRequest.MAX_TAGS).orElse(null);
    for (int i = 0; items != null && i < items.size(); i++) {
      String tag = items.get(i).textValue();
      if (tag == null || !Texts.isLine(tag, SubmitRequest.MAX_TAG_LENGTH)) {
        faults.add(
            "/tags/" + i,
            "must be a string of 1 to %d characters without control characters"
                .formatted(SubmitRequest.MAX_TAG_LENGTH));
      } else if (!seen.add(tag)) {
        faults.add("/tags/" + i, "must not appear twice");
      } else {
        tags.add(tag);
      }
    }
    return tags;
  }

  private static Optional<String> emailAddress(String text) {
    return Optional.of(text).filter(EmailAddress::isValid);
  }

  private Optional<URI> webhookUrl(String text, String pointer) {
    return switch (WebhookUrl.read(text)) {
      case WebhookUrl.Reading.Read(WebhookUrl url) -> Optional.of(url.toUri());
      case WebhookUrl.Reading.Wrong(String rule) -> {
        faults.add(pointer, "must " + rule);
        yield Optional.empty();
      }
    };
  }
}
