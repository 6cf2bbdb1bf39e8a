package dev.offload.ingest.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.Together;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Faces whose descriptors clients give. [PictureFacesIT] has those of pictures.
@IngestTest
class GalleriesIT {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final String FACE = "/v1/galleries/{gallery}/faces/{id}";

  private final String tenant = "galleries-" + RUNS.incrementAndGet();
  private String key;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "manage");
  }

  @Test
  void faceIsSetShownListedReplacedAndDeleted() {
    String createdAt =
        put("staff", "ada", body(0.1234567, "Ada"))
            .statusCode(201)
            .body("gallery", equalTo("staff"))
            .body("id", equalTo("ada"))
            .body("name", equalTo("Ada"))
            .body("descriptor", nullValue())
            .extract()
            .path("createdAt");
    get("staff", "ada")
        .statusCode(200)
        .body("name", equalTo("Ada"))
        .body("descriptor", hasSize(128))
        .body("descriptor", everyItem(equalTo(0.1234567f)));
    Api.with(key)
        .get("/v1/galleries/staff/faces")
        .then()
        .statusCode(200)
        .body("items.id", contains("ada"))
        .body("items[0].descriptor", nullValue())
        .body("nextCursor", nullValue());

    put("staff", "ada", body(-0.5, null))
        .statusCode(200)
        .body("name", nullValue())
        .body("createdAt", equalTo(createdAt));
    get("staff", "ada").body("descriptor", everyItem(equalTo(-0.5f)));

    Api.with(key).delete(FACE, "staff", "ada").then().statusCode(204);
    get("staff", "ada").statusCode(404).body("code", equalTo("not-found"));
    Api.with(key).delete(FACE, "staff", "ada").then().statusCode(404);
    Api.with(key).get("/v1/galleries/staff/faces").then().statusCode(404);
    assertThat(Log.of(Topics.CONFIG, GalleryFace.key(tenant, "staff", "ada")).getLast().value())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada@example.com", "7", "a.b_c-d:e", "U-42"})
  void idMayHaveWhatIdsOfUsersMostlyHave(String id) {
    put("staff", id, body(0.5, null)).statusCode(201).body("id", equalTo(id));
    get("staff", id).statusCode(200).body("id", equalTo(id));
  }

  @Test
  void galleriesAreListedWithTheNumberOfTheirFaces() {
    Api.with(key).get("/v1/galleries").then().statusCode(200).body("items", hasSize(0));
    put("staff", "ada", body(0.1, null));
    put("staff", "bea", body(0.2, null));
    put("guests", "ada", body(0.3, null));

    Api.with(key)
        .get("/v1/galleries")
        .then()
        .body("items.name", contains("guests", "staff"))
        .body("items.faces", contains(1, 2));
  }

  @Test
  void listsHavePages() {
    for (String id : List.of("c", "a", "b")) {
      put("staff", id, body(0.1, null)).statusCode(201);
      put(id, "x", body(0.1, null));
    }

    String next =
        Api.with(key)
            .get("/v1/galleries/staff/faces?limit=2")
            .then()
            .body("items.id", contains("a", "b"))
            .extract()
            .path("nextCursor");
    Api.with(key)
        .get("/v1/galleries/staff/faces?cursor=" + next)
        .then()
        .body("items.id", contains("c"))
        .body("nextCursor", nullValue());
    String ofGalleries = Api.with(key).get("/v1/galleries?limit=1").path("nextCursor");
    Api.with(key)
        .get("/v1/galleries?limit=1&cursor=" + ofGalleries)
        .then()
        .body("items.name", contains("c"));
  }

  @Test
  void galleryIsDeletedWithAllItsFaces() {
    put("staff", "ada", body(0.1, null));
    put("staff", "bea", body(0.1, null));
    put("guests", "ada", body(0.1, null));

    Api.with(key).delete("/v1/galleries/staff").then().statusCode(204);

    Api.with(key).get("/v1/galleries").then().body("items.name", contains("guests"));
    for (String id : List.of("ada", "bea")) {
      get("staff", id).statusCode(404);
      assertThat(Log.of(Topics.CONFIG, GalleryFace.key(tenant, "staff", id)).getLast().value())
          .isNull();
    }
    Api.with(key).delete("/v1/galleries/staff").then().statusCode(404);
    get("guests", "ada").statusCode(200);
  }

  @Test
  void keyThatMayReadSeesFacesAndChangesNone() {
    put("staff", "ada", body(0.1, null));
    String reading = Api.newKey(tenant, "read");

    Api.with(reading).get(FACE, "staff", "ada").then().statusCode(200);
    Api.with(reading).get("/v1/galleries").then().statusCode(200);
    Api.with(reading).get("/v1/galleries/staff/faces").then().statusCode(200);
    Api.with(reading).delete(FACE, "staff", "ada").then().statusCode(403);
    Api.with(reading).delete("/v1/galleries/staff").then().statusCode(403);
    Api.with(Api.newKey(tenant, "submit")).get(FACE, "staff", "ada").then().statusCode(403);
  }

  @Test
  void changeOfAnotherRevisionIsRefused() {
    String first = put("staff", "ada", body(0.1, null)).extract().header("ETag");
    String second = put("staff", "ada", body(0.2, null)).extract().header("ETag");

    assertThat(second).isNotEqualTo(first);
    json()
        .header("If-Match", first)
        .body(body(0.3, null))
        .put(FACE, "staff", "ada")
        .then()
        .statusCode(412);
    json()
        .header("If-None-Match", "*")
        .body(body(0.3, null))
        .put(FACE, "staff", "ada")
        .then()
        .statusCode(412);
    Api.with(key).header("If-Match", first).get(FACE, "staff", "ada").then().statusCode(412);
    Api.with(key).header("If-Match", first).delete(FACE, "staff", "ada").then().statusCode(412);
    get("staff", "ada").header("ETag", second).body("descriptor[0]", equalTo(0.2f));
    Api.with(key).header("If-Match", second).delete(FACE, "staff", "ada").then().statusCode(204);
  }

  @Test
  void facesBeyondTheQuotaOfAGalleryAreRefusedButReplacingIsNot() {
    List<Integer> statuses =
        Together.all(
            Surroundings.MAX_FACES_IN_A_GALLERY + 3,
            i -> put("staff", "u" + i, body(0.1, null)).extract().statusCode());

    assertThat(statuses).containsOnly(201, 429);
    assertThat(statuses)
        .filteredOn(status -> status == 201)
        .hasSize(Surroundings.MAX_FACES_IN_A_GALLERY);
    put("staff", "u" + statuses.indexOf(201), body(0.2, null)).statusCode(200);
    put("staff", "more", body(0.1, null))
        .statusCode(429)
        .body("code", equalTo("quota-exceeded"))
        .body("detail", equalTo("A tenant may have at most 5 faces in a gallery."));
    put("guests", "ada", body(0.1, null)).statusCode(201);
  }

  @Test
  void facesAndGalleriesOfATenantAreLimited() {
    for (int i = 0; i < Surroundings.MAX_FACES; i++) {
      put("g" + i % 2, "u" + i, body(0.1, null)).statusCode(201);
    }
    put("g2", "ada", body(0.1, null))
        .statusCode(429)
        .body("detail", equalTo("A tenant may have at most 8 faces."));
    Api.with(key).delete("/v1/galleries/g0").then().statusCode(204);
    put("g2", "ada", body(0.1, null)).statusCode(201);
    put("g3", "ada", body(0.1, null)).statusCode(201);
    put("g4", "ada", body(0.1, null))
        .statusCode(429)
        .body("detail", equalTo("A tenant may have at most 3 galleries."));
  }

  private RequestSpecification json() {
    return Api.with(key).contentType("application/json");
  }

  private ValidatableResponse put(String gallery, String id, String body) {
    return json().body(body).put(FACE, gallery, id).then();
  }

  private ValidatableResponse get(String gallery, String id) {
    return Api.with(key).get(FACE, gallery, id).then();
  }

  /// A face whose numbers are all the same.
  private static String body(double number, String name) {
    String numbers =
        String.join(", ", Collections.nCopies(FaceDescriptor.LENGTH, Double.toString(number)));
    return name == null
        ? "{\"descriptor\": [%s]}".formatted(numbers)
        : "{\"descriptor\": [%s], \"name\": \"%s\"}".formatted(numbers, name);
  }
}
