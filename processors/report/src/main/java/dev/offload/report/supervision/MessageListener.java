package dev.offload.report.supervision;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Message;
import dev.offload.report.protocol.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the messages of a child on its own thread. It stops if the child sends too much, or
/// something that is not a message.
final class MessageListener {
  private static final Logger log = LoggerFactory.getLogger(MessageListener.class);
  private static final long MOST_BYTES = 32L << 20;

  private final Watcher watcher;
  private final List<List<JsonNode>> head = new ArrayList<>();
  private final AtomicReference<Ending> said = new AtomicReference<>();
  private final Thread listener;

  private MessageListener(InputStream out, Watcher watcher) {
    this.watcher = watcher;
    this.listener = Thread.ofVirtual().name("report-listener").unstarted(() -> listen(out));
  }

  static MessageListener with(Process child, Watcher watcher) {
    MessageListener conversation = new MessageListener(child.getInputStream(), watcher);
    conversation.listener.start();
    return conversation;
  }

  /// The end that the child told, once it is dead. Empty if it told none.
  Optional<Ending> end() throws InterruptedException {
    listener.join();
    return Optional.ofNullable(said.get());
  }

  private void listen(InputStream out) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(new BoundedStream(out, MOST_BYTES), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hear(Wire.message(line));
      }
    } catch (IOException e) {
      log.warn("a message of a report's process can't be read: {}", e.getMessage());
    }
  }

  private void hear(Message message) {
    switch (message) {
      case Message.StepDone(String what) -> watcher.stepDone(what);
      case Message.Doing(String what) -> watcher.doing(what);
      case Message.Row(List<JsonNode> cells) -> head.add(cells);
      case Message.Answered(long rows, var columns) ->
          said.set(new Ending.Answered(rows, columns, head));
      case Message.Refused(var reason, String text) -> said.set(new Ending.Refused(reason, text));
    }
  }
}
