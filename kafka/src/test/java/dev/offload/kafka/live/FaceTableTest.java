package dev.offload.kafka.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class FaceTableTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final FaceDescriptor DESCRIPTOR =
      FaceDescriptor.of(Collections.nCopies(FaceDescriptor.LENGTH, 0.5));

  private final FaceTable table = new FaceTable();

  @Test
  void facesOfAGalleryAreInTheOrderOfTheirIds() {
    table.change(null, face("acme", "staff", "b", "r1"));
    table.change(null, face("acme", "staff", "a", "r1"));
    table.change(null, face("acme", "guests", "c", "r1"));
    table.change(null, face("shop", "staff", "d", "r1"));

    assertThat(table.faces("acme", "staff")).extracting(GalleryFace::id).containsExactly("a", "b");
    assertThat(table.find("acme", "staff", "a")).isPresent();
    assertThat(table.find("shop", "staff", "a")).isEmpty();
    assertThat(table.faces("acme", "nobody")).isEmpty();
    assertThat(table.galleries("acme"))
        .containsExactly(new FaceTable.Gallery("guests", 1), new FaceTable.Gallery("staff", 2));
  }

  @Test
  void facesAreCountedHoweverOftenTheyChange() {
    table.change(null, face("acme", "staff", "a", "r1"));
    table.change(null, face("acme", "guests", "a", "r1"));
    table.change(face("acme", "staff", "a", "r1"), face("acme", "staff", "a", "r2"));

    assertThat(table.count("acme")).isEqualTo(2);
    assertThat(table.count("acme", "staff")).isEqualTo(1);
    table.change(null, face("shop", "staff", "a", "r1"));
    assertThat(table.count()).isEqualTo(3);
    assertThat(table.find("acme", "staff", "a").orElseThrow().revision()).isEqualTo("r2");

    table.change(face("acme", "staff", "a", "r2"), null);
    assertThat(table.count("acme")).isEqualTo(1);
    assertThat(table.count("acme", "staff")).isZero();
    assertThat(table.count()).isEqualTo(2);
  }

  @Test
  void galleryIsGoneWithItsLastFace() {
    table.change(null, face("acme", "staff", "a", "r1"));
    table.change(face("acme", "staff", "a", "r1"), null);

    assertThat(table.galleries("acme")).isEmpty();
    assertThat(table.faces("acme", "staff")).isEmpty();
    assertThat(table.count("acme")).isZero();
  }

  @Test
  void readingsAreNoFaces() {
    FaceReading reading =
        new FaceReading("acme", "staff", "a", "f", TaskId.derived("acme", "x"), NOW, false);
    table.change(null, reading);

    assertThat(table.reading("acme", "staff", "a")).contains(reading);
    assertThat(table.galleries("acme")).isEmpty();

    table.change(reading, reading.withdraw());
    assertThat(table.readings()).containsExactly(reading.withdraw());

    table.change(reading.withdraw(), null);
    assertThat(table.readings()).isEmpty();
  }

  @Test
  void tableHasTheKeysOfFacesAndReadingsOnly() {
    assertThat(FaceTable.isKey(GalleryFace.key("acme", "staff", "a"))).isTrue();
    assertThat(FaceTable.isKey(FaceReading.key("acme", "staff", "a"))).isTrue();
    assertThat(GalleryFace.isKey(FaceReading.key("acme", "staff", "a"))).isFalse();
    assertThat(FaceTable.isKey("user/acme/face/a")).isFalse();
  }

  private static GalleryFace face(String tenant, String gallery, String id, String revision) {
    return new GalleryFace(tenant, gallery, id, null, DESCRIPTOR, null, NOW, NOW, revision);
  }
}
