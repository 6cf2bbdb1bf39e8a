package dev.offload.ingest.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutletTest {
  private final ByteArrayOutputStream client = new ByteArrayOutputStream();
  private final Outlet outlet =
      new Outlet(
          client,
          new OpenStreams(Costs.ofEvents(1)).take("acme", Optional.empty(), () -> {}),
          false);

  @Test
  void eventHasItsIdItsNameAndItsData() throws Exception {
    outlet.one("7", event("{\"name\":\"Zoë\"}"));

    assertThat(written()).isEqualTo("id:7\nevent:task\ndata:{\"name\":\"Zoë\"}\n\n");
  }

  @Test
  void severalEventsHaveOneId() throws Exception {
    outlet.several("7", List.of(event("1"), event("2")));

    assertThat(written()).isEqualTo("id:7\nevent:task\ndata:1\n\nid:7\nevent:task\ndata:2\n\n");
  }

  @Test
  void resetHasNoTask() throws Exception {
    outlet.reset("7");

    assertThat(written()).isEqualTo("id:7\nevent:reset\ndata:{}\n\n");
  }

  @Test
  void commentMayMoveThePosition() throws Exception {
    outlet.alive();
    outlet.alive("7");

    assertThat(written()).isEqualTo(":alive\n\n:alive\nid:7\n\n");
  }

  private static LiveEvent event(String data) {
    return new LiveEvent("task", "acme", null, 1, false, false, EventData.of(data.getBytes(UTF_8)));
  }

  private String written() throws IOException {
    client.flush();
    return client.toString(UTF_8);
  }
}
