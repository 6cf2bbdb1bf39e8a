package dev.offload.ingest.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes events to one client, in the format of the HTML standard (section 9.2), one by one, and
/// waits until each is taken.
final class Outlet {
  private static final byte[] END = bytes("\n\n");
  private static final byte[] NOTHING = bytes("{}");
  private static final byte[] NO_DATA = {};

  private final OutputStream out;
  private final StreamSeat seat;
  private final boolean isForBrowser;

  /// @param isForBrowser whether the client has a token only
  Outlet(OutputStream out, StreamSeat seat, boolean isForBrowser) {
    this.out = out;
    this.seat = seat;
    this.isForBrowser = isForBrowser;
  }

  void one(String id, LiveEvent event) throws IOException, InterruptedException {
    several(id, List.of(event));
  }

  /// Several events with one id. All of them count as being written until the last is taken.
  void several(String id, List<LiveEvent> events) throws IOException, InterruptedException {
    long size = events.stream().mapToLong(LiveEvent::size).sum();
    seat.write(
        size,
        () -> {
          for (LiveEvent event : events) {
            out.write(head(event.name(), id));
            event.writeTo(out, isForBrowser);
            out.write(END);
            out.flush();
            seat.goesOn();
          }
        });
  }

  /// Says that missed events can't be told any more and the present state follows.
  void reset(String id) throws IOException, InterruptedException {
    write(head("reset", id), NOTHING);
  }

  /// A comment that shows that the stream is alive.
  void alive() throws IOException, InterruptedException {
    write(bytes(":alive"), NO_DATA);
  }

  /// Such a comment with an id, which moves the position of a client that gets no events.
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
