package dev.offload.cli.listen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.notify.EventPattern;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Posts the events that are wanted, one after the other, and shows what came of it.
final class Posting implements TenantEvents.Listener {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private static final int MOST_KEPT = 10_000;

  private final LocalReceiver receiver;
  private final List<String> wanted;
  private final PrintWriter out;
  private final Clock clock;

  /// The ids of the last messages that were posted.
  private final Set<String> posts =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MOST_KEPT;
            }
          });

  private boolean wasLost;
  private int posted;
  private int accepted;

  Posting(LocalReceiver receiver, List<String> wanted, PrintWriter out, Clock clock) {
    this.receiver = receiver;
    this.wanted = wanted;
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void connected() {
    say(wasLost ? "Listens again." : "Listens. Ctrl-C stops it.");
    wasLost = false;
  }

  @Override
  public void task(JsonNode task) throws InterruptedException {
    postIfWanted(Message.of(task));
  }

  @Override
  public void group(JsonNode group) throws InterruptedException {
    postIfWanted(Message.ofGroup(group));
  }

  private void postIfWanted(Optional<Message> message) throws InterruptedException {
    boolean isWanted =
        message
            .filter(one -> wanted.stream().anyMatch(it -> EventPattern.covers(it, one.type())))
            .isPresent();
    if (isWanted && posts.add(message.get().id())) {
      post(message.get());
    }
  }

  @Override
  public void missed() {
    say("Some events are missing: the server no longer had them.");
  }

  @Override
  public void lost(String why, Duration nextTryIn) {
    wasLost = true;
    say("No connection: %s. Tries again in %d s.".formatted(why, nextTryIn.toSeconds()));
  }

  String summary() {
    return "Posted %d, of which %d were accepted.".formatted(posted, accepted);
  }

  private void post(Message message) throws InterruptedException {
    Answer answer = receiver.post(message);
    posted++;
    String shown =
        switch (answer) {
          case Answer.Status status -> {
            accepted += status.isSuccess() ? 1 : 0;
            yield "%d in %d ms".formatted(status.code(), status.took().toMillis());
          }
          case Answer.None(String why) -> why;
        };
    say(
        "%s  %-14s  %s  %s"
            .formatted(LocalTime.now(clock).format(TIME), message.type(), message.id(), shown));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
