package dev.offload.ingest.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The way to one client: writes events as the HTML standard (section 9.2) has them, one by one,
/// and waits until each is taken.
final class Outlet {
  private static final byte[] END = bytes("\n\n");
  private static final byte[] NOTHING = bytes("{}");
  private static final byte[] NO_DATA = {};

  private final OutputStream out;
  private final Seat seat;

  Outlet(OutputStream out, Seat seat) {
    this.out = out;
    this.seat = seat;
  }

  void task(String id, LiveEvent event) throws IOException, InterruptedException {
    tasks(id, List.of(event));
  }

  /// Several with one id, all of which count until the last is taken.
  void tasks(String id, List<LiveEvent> events) throws IOException, InterruptedException {
    byte[] head = head("task", id);
    long size = events.stream().mapToLong(LiveEvent::size).sum();
    seat.write(
        size,
        () -> {
          for (LiveEvent event : events) {
            out.write(head);
            event.writeTo(out);
            out.write(END);
            out.flush();
          }
        });
  }

  /// What was missed can't be told any more: the present state follows.
  void reset(String id) throws IOException, InterruptedException {
    write(head("reset", id), NOTHING);
  }

  /// A sign of life.
  void alive() throws IOException, InterruptedException {
    write(bytes(":alive"), NO_DATA);
  }

  /// A sign of life that moves the position of a client that has nothing else to be told.
  void alive(String id) throws IOException, InterruptedException {
    write(bytes(":alive\nid:" + id), NO_DATA);
  }

  private static byte[] head(String name, String id) {
    return bytes("id:" + id + "\nevent:" + name + "\ndata:");
  }

  private void write(byte[] head, byte[] data) throws IOException, InterruptedException {
    seat.write(
        data.length,
        () -> {
          out.write(head);
          out.write(data);
          out.write(END);
          out.flush();
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
