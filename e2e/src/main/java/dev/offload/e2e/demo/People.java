package dev.offload.e2e.demo;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.SeenTask;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/// Whom the demo knows: the astronaut of its portrait, in a gallery.
final class People {
  static final String GALLERY = "astronauts";
  static final String ID = "eileen-collins";
  static final String NAME = "Eileen Collins";

  private static final String PATH = "/v1/galleries/" + GALLERY;

  private People() {}

  /// Puts the face of a portrait into the gallery. Tasks that are submitted then know it.
  static void add(OffloadClient client, String portrait) throws IOException, InterruptedException {
    var face = "{\"file\": \"%s\", \"name\": \"%s\"}".formatted(portrait, NAME);
    client.send("PUT", PATH + "/faces/" + ID, face);
  }

  /// Says who is on a photo.
  static void tell(SeenTask photo, PrintStream out) {
    var match = photo.result().at("/faces/0/matches/0");
    if (match.isObject()) {
      out.printf(
          "Recognised       %s, at a distance of %s%n",
          match.path("name").asText(), match.path("distance").asText());
    }
  }

  /// Deletes the gallery, since faces are personal data. Returns what went wrong.
  static List<String> forget(OffloadClient client) throws IOException, InterruptedException {
    int status = client.status("DELETE", PATH);
    return status == 204
        ? List.of()
        : List.of("the gallery was not deleted: the answer was " + status);
  }
}
