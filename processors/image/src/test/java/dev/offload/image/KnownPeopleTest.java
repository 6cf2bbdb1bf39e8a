package dev.offload.image;

import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.json.Json;
import dev.offload.worker.FaceGalleries;
import dev.offload.worker.Outcome;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is on a picture: a task compares its faces with those of a gallery, and with those that
/// another task has found.
class KnownPeopleTest {
  private static final byte[] PORTRAIT = resource("astronaut.png");
  private static final String TASK = "tsk_0193552f-7c4e-7d2a-9c3b-0f6a1e2d3c4b";
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private final List<GalleryFace> staff = new ArrayList<>();
  private final FaceGalleries galleries =
      (tenant, gallery) ->
          tenant.equals("acme") && gallery.equals("staff") ? List.copyOf(staff) : List.of();
  private final ImageHandler handler = new ImageHandler(TestConfig.defaults(), galleries);

  @TempDir Path directory;

  @AfterEach
  void close() {
    handler.close();
  }

  @Test
  void personOfAPortraitIsRecognisedInAPhoto() throws Exception {
    staff.add(face("somebody", null, Collections.nCopies(128, 0.0)));
    staff.add(face("astronaut", "Eileen Collins", descriptor()));

    JsonNode found = found("{'gallery': 'staff'}", photo());

    assertThat(found).hasSize(1);
    assertThat(found.path(0).has("descriptor")).isFalse();
    JsonNode matches = found.path(0).path("matches");
    assertThat(matches).hasSize(1);
    assertThat(matches.path(0).path("gallery").asText()).isEqualTo("staff");
    assertThat(matches.path(0).path("id").asText()).isEqualTo("astronaut");
    assertThat(matches.path(0).path("name").asText()).isEqualTo("Eileen Collins");
    assertThat(matches.path(0).path("distance").asDouble()).isBetween(0.0, 0.3);
  }

  @Test
  void faceThatIsTooFarFromAllOfTheGalleryDoesNotMatch() throws Exception {
    staff.add(face("astronaut", null, descriptor()));

    JsonNode found = found("{'gallery': 'staff', 'maxDistance': 0.0001}", photo());

    assertThat(found.path(0).path("matches").isArray()).isTrue();
    assertThat(found.path(0).path("matches")).isEmpty();
  }

  @Test
  void galleryThatDoesNotExistHasNoMatches() throws Exception {
    staff.add(face("astronaut", null, descriptor()));

    JsonNode found = found("{'gallery': 'guests'}", PORTRAIT);

    assertThat(found).hasSize(1);
    assertThat(found.path(0).path("matches").isArray()).isTrue();
    assertThat(found.path(0).path("matches")).isEmpty();
  }

  @Test
  void eachTaskUsesThePresentGallery() throws Exception {
    assertThat(found("{'gallery': 'staff'}", PORTRAIT).at("/0/matches")).isEmpty();

    staff.add(face("astronaut", null, descriptor()));
    assertThat(found("{'gallery': 'staff'}", PORTRAIT).at("/0/matches")).hasSize(1);

    staff.clear();
    assertThat(found("{'gallery': 'staff'}", PORTRAIT).at("/0/matches")).isEmpty();
  }

  @Test
  void facesThatATaskHasFoundAreComparedWith() throws Exception {
    JsonNode former = found("{'embed': true, 'landmarks': 5}", PORTRAIT);

    JsonNode found = found(comparedTo(former), photo());

    JsonNode matches = found.at("/0/matches");
    assertThat(matches).hasSize(1);
    assertThat(matches.path(0).path("task").asText()).isEqualTo(TASK);
    assertThat(matches.path(0).path("face").asInt()).isZero();
    assertThat(matches.path(0).path("distance").asDouble()).isBetween(0.0, 0.3);
  }

  @Test
  void taskThatHasFoundNoFacesIsAccepted() throws Exception {
    JsonNode former = found("{'embed': true}", resource("chelsea.png"));

    assertThat(found(comparedTo(former), PORTRAIT).at("/0/matches")).isEmpty();
  }

  @Test
  void taskWithoutDescriptorsFailsForGood() throws Exception {
    JsonNode former = found("{'detect': true}", PORTRAIT);

    Outcome.Failed failed = task(comparedTo(former), PORTRAIT).failsForGood(handler);

    assertThat(failed.code()).isEqualTo("no-descriptors");
    assertThat(failed.message()).contains(TASK).contains("faces.embed");
  }

  @Test
  void invalidDescriptorFailsForGood() throws Exception {
    String faces = "[{'descriptor': [1, 2]}]";

    Outcome.Failed failed =
        task("{'compareTo': [{'task': '%s', 'faces': %s}]}".formatted(TASK, faces), PORTRAIT)
            .failsForGood(handler);

    assertThat(failed.code()).isEqualTo("invalid-input");
    assertThat(failed.message()).contains("128 numbers");
  }

  /// The id becomes the faces where a task is submitted. What a reference finds comes later.
  @Test
  void idOfATaskWithoutItsFacesFailsForGood() throws Exception {
    Outcome.Failed failed =
        task("{'compareTo': ['%s']}".formatted(TASK), PORTRAIT).failsForGood(handler);

    assertThat(failed.code()).isEqualTo("invalid-input");
    assertThat(failed.message()).contains("faces.compareTo");
  }

  private JsonNode found(String faces, byte[] photo) throws Exception {
    return task(faces, photo).succeeds(handler).result().path("faces");
  }

  private TaskRig task(String faces, byte[] photo) {
    String input = "{'source': {'file': 'photo'}, 'faces': %s}".formatted(faces);
    return TaskRig.task(input.replace('\'', '"'), directory).file("photo", photo);
  }

  private static String comparedTo(JsonNode faces) {
    ObjectNode task = Json.MAPPER.createObjectNode().put("task", TASK);
    task.set("faces", faces);
    return "{'compareTo': [%s]}".formatted(task);
  }

  private List<Double> descriptor() throws Exception {
    List<Double> numbers = new ArrayList<>();
    found("{'embed': true}", PORTRAIT)
        .at("/0/descriptor")
        .forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }

  private static GalleryFace face(String id, String name, List<Double> numbers) {
    return new GalleryFace(
        "acme", "staff", id, name, FaceDescriptor.of(numbers), null, NOW, NOW, "r1");
  }

  /// The portrait as a part of a larger picture.
  private static byte[] photo() throws Exception {
    BufferedImage wall = new BufferedImage(1000, 800, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = wall.createGraphics();
    pen.setColor(Color.LIGHT_GRAY);
    pen.fillRect(0, 0, 1000, 800);
    pen.drawImage(read(PORTRAIT), 200, 100, 600, 600, null);
    pen.dispose();
    return jpeg(wall);
  }
}
