package dev.offload.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  @Test
  void eventsAreReadAsTheyAreSent() throws Exception {
    assertThat(
            read(
                """
                id:7
                event:task
                data:{"id":1}

                : a comment

                id: 8
                data: first
                data: second

                """))
        .containsExactly(
            new ServerSentEvent("task", "{\"id\":1}", "7"),
            new ServerSentEvent("message", "first\nsecond", "8"));
  }

  @Test
  void idOfACommentMovesThePosition() throws Exception {
    assertThat(read(":alive\nid:9\n\nevent:task\ndata:x\n\n"))
        .containsExactly(
            new ServerSentEvent("message", "", "9"), new ServerSentEvent("task", "x", "9"));
  }

  @Test
  void unfinishedEventIsIgnored() throws Exception {
    assertThat(read("id:7\nevent:task\ndata:x\n")).isEmpty();
  }

  @Test
  void lastIdIsKeptUntilAnotherComes() throws Exception {
    assertThat(read("data:x\n\n")).containsExactly(new ServerSentEvent("message", "x", "before"));
  }

  private static List<ServerSentEvent> read(String stream) throws IOException {
    EventReader reader = new EventReader(new BufferedReader(new StringReader(stream)), "before");
    List<ServerSentEvent> events = new ArrayList<>();
    for (Optional<ServerSentEvent> next = reader.next(); next.isPresent(); next = reader.next()) {
      events.add(next.get());
    }
    return events;
  }
}
