package dev.offload.image.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.json.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which known faces a face is close to.
class KnownFacesTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private final KnownFaces known = new KnownFaces();

  @Test
  void closestComesFirstWhereverItIsFrom() {
    known.addPicture("fil_1", List.of(face(0.3)));
    known.addTask("tsk_1", Arrays.asList(null, descriptor(0.1)));
    known.addGallery(List.of(galleryFace("u-1", "Ada", 0.2), galleryFace("u-2", null, 0.4)));

    List<Match> matches = known.matched(face(0), 0.35).matches();

    assertThat(matches)
        .containsExactly(
            new Match.OfTask("tsk_1", 1, 0.1),
            new Match.InGallery("staff", "u-1", "Ada", 0.2),
            new Match.InPicture("fil_1", 0, 0.3));
  }

  @Test
  void faceAtTheLimitMatchesAndOneBeyondItDoesNot() {
    known.addGallery(List.of(galleryFace("near", null, 0.45), galleryFace("far", null, 0.4502)));

    assertThat(known.matched(face(0), 0.45).matches())
        .extracting(match -> ((Match.InGallery) match).id())
        .containsExactly("near");
  }

  @Test
  void onlyTheTwentyClosestMatchesAreReturned() {
    known.addGallery(
        IntStream.range(0, 100)
            .mapToObj(i -> galleryFace("u-" + i, null, (100 - i) / 1000.0))
            .toList());

    List<Match> matches = known.matched(face(0), 1).matches();

    assertThat(matches).hasSize(20);
    assertThat(matches.getFirst().distance()).isEqualTo(0.001);
    assertThat(matches.getLast().distance()).isEqualTo(0.02);
  }

  @Test
  void faceWithoutADescriptorIsNotCompared() {
    known.addPicture("fil_1", List.of(Face.of(new Box(0, 0, 1, 1), 1)));
    known.addPicture("fil_2", List.of(face(0)));

    assertThat(known.matched(Face.of(new Box(0, 0, 1, 1), 1), 2).matches()).isNull();
    assertThat(known.matched(face(0), 2).matches())
        .containsExactly(new Match.InPicture("fil_2", 0, 0));
  }

  @Test
  void noFaceMatchesIfNoFacesAreKnown() {
    assertThat(known.matched(face(0), 2).matches()).isEmpty();
  }

  @Test
  void wireFormSaysWhereAMatchIsFrom() {
    assertThat(json(new Match.InPicture("fil_1", 2, 0.25)))
        .isEqualTo("{\"file\":\"fil_1\",\"face\":2,\"distance\":0.25}");
    assertThat(json(new Match.OfTask("tsk_1", 2, 0.25)))
        .isEqualTo("{\"task\":\"tsk_1\",\"face\":2,\"distance\":0.25}");
    assertThat(json(new Match.InGallery("staff", "u-1", "Ada", 0.25)))
        .isEqualTo("{\"gallery\":\"staff\",\"id\":\"u-1\",\"name\":\"Ada\",\"distance\":0.25}");
    assertThat(json(new Match.InGallery("staff", "u-1", null, 0.25)))
        .isEqualTo("{\"gallery\":\"staff\",\"id\":\"u-1\",\"distance\":0.25}");
  }

  @Test
  void distanceIsEuclidean() {
    known.addTask("tsk_1", List.of(FaceDescriptor.of(Collections.nCopies(128, 0.05))));

    assertThat(known.matched(face(0), 2).matches().getFirst().distance())
        .isCloseTo(0.05 * Math.sqrt(128), within(0.0001));
  }

  private static String json(Match match) {
    JsonNode json = Json.MAPPER.valueToTree(match);
    return json.toString();
  }

  private static Face face(double place) {
    return new Face(new Box(0, 0, 1, 1), 1, null, numbers(place), null);
  }

  private static GalleryFace galleryFace(String id, String name, double place) {
    return new GalleryFace("acme", "staff", id, name, descriptor(place), null, NOW, NOW, "r1");
  }

  private static FaceDescriptor descriptor(double place) {
    return FaceDescriptor.of(numbers(place));
  }

  /// So far from zero.
  private static List<Double> numbers(double place) {
    return IntStream.range(0, FaceDescriptor.LENGTH).mapToObj(i -> i == 0 ? place : 0.0).toList();
  }
}
