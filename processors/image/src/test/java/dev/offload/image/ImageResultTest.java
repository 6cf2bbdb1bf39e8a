package dev.offload.image;

import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.quarters;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.image.ImageResult.Output;
import dev.offload.image.faces.Box;
import dev.offload.image.faces.Face;
import dev.offload.image.faces.Face.Point;
import dev.offload.image.faces.Match;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.schemas.json.Json;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageResultTest {
  private static final int MOST_BYTES = 64 * 1024;
  private static final Face PLACE =
      new Face(new Box(11_812, 11_640, 10_655, 10_601), 0.9725, null, null, null);
  private static final Face DETAILED =
      new Face(
          PLACE.box(),
          PLACE.score(),
          Collections.nCopies(68, new Point(12_345, 12_345)),
          Collections.nCopies(128, -0.12345),
          Collections.nCopies(20, new Match.InPicture("fil_" + "x".repeat(40), 99, 0.4321)));

  @Test
  void smallGroupGetsDetailsOfAllFaces() throws Exception {
    JsonNode result = result(Collections.nCopies(10, DETAILED), true);

    assertThat(result.has("facesWithoutDetails")).isFalse();
    assertThat(result.path("faces"))
        .hasSize(10)
        .allSatisfy(face -> assertThat(face.path("landmarks")).hasSize(68));
  }

  @Test
  void largeGroupGetsDetailsOfItsBestFacesAsFarAsThereIsRoom() throws Exception {
    JsonNode result = result(Collections.nCopies(500, DETAILED), true);

    assertThat(Json.MAPPER.writeValueAsBytes(result)).hasSizeLessThan(MOST_BYTES);
    assertThat(result.path("faces")).hasSize(500);
    int bare = result.path("facesWithoutDetails").asInt();
    assertThat(bare).isBetween(490, 499);
    for (int face = 0; face < 500; face++) {
      JsonNode told = result.path("faces").path(face);
      assertThat(told.has("box")).isTrue();
      assertThat(told.has("descriptor")).isEqualTo(face < 500 - bare);
      assertThat(told.has("landmarks")).isEqualTo(face < 500 - bare);
      assertThat(told.has("matches")).isEqualTo(face < 500 - bare);
    }
  }

  @Test
  void facesThatAreNotListedAreCounted() throws Exception {
    JsonNode result = result(Collections.nCopies(5_000, PLACE), false);

    assertThat(Json.MAPPER.writeValueAsBytes(result)).hasSizeLessThan(MOST_BYTES);
    assertThat(result.path("faces")).hasSize(500);
    assertThat(result.path("facesNotListed").asInt()).isEqualTo(4_500);
    assertThat(result(Collections.nCopies(500, PLACE), false).has("facesNotListed")).isFalse();
  }

  @Test
  void facesThatWereNotReadAreCounted() throws Exception {
    JsonNode result = result(List.of(DETAILED, PLACE, PLACE), true);

    assertThat(result.path("facesWithoutDetails").asInt()).isEqualTo(2);
    assertThat(result(List.of(PLACE, PLACE), false).has("facesWithoutDetails")).isFalse();
  }

  /// With the most outputs that a task may have, of the longest names.
  private static JsonNode result(List<Face> faces, boolean read) throws UnfitPicture {
    PictureHeader header = PictureHeader.read(png(quarters(96, 64)));
    Output output =
        new Output(
            "n".repeat(100), "fil_" + "x".repeat(40), 1, 1, OutputFormat.JPEG, 1 << 30, 2000);
    return Json.MAPPER.valueToTree(
        ImageResult.of(
            header, Optional.of(faces), read, Collections.nCopies(ImageTask.MAX_OUTPUTS, output)));
  }
}
