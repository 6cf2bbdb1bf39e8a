package dev.offload.report.query;

import dev.offload.report.protocol.Message;
import dev.offload.report.protocol.Wire;
import java.io.PrintStream;

/// Sends messages to the parent, one per line.
final class Messages {
  private final PrintStream out;

  Messages(PrintStream out) {
    this.out = out;
  }

  void say(Message message) {
    out.println(Wire.line(message));
    out.flush();
  }
}
