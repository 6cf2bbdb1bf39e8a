package dev.offload.ingest.rig;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/// The API as a client with a key speaks to it.
public final class Api {

  private Api() {}

  /// Waits until the application has made its topics and read them.
  public static void awaitReadiness() {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> management("/health/ready").then().statusCode(200));
  }

  /// What the port of health and metrics answers to a GET of `path` below `/q`.
  public static Response management(String path) {
    return given()
        .get(ConfigProvider.getConfig().getValue("test.management.url", String.class) + path);
  }

  /// With every scope, for tenant [Surroundings#TENANT].
  public static RequestSpecification bootstrap() {
    return with(Surroundings.BOOTSTRAP_KEY);
  }

  public static RequestSpecification anonymous() {
    return given();
  }

  public static RequestSpecification with(String key) {
    return given().header("Authorization", "Bearer " + key);
  }

  /// A new key of `tenant` with these scopes.
  public static String newKey(String tenant, String... scopes) {
    return bootstrap()
        .contentType("application/json")
        .body(
            """
            {"name": "test", "tenant": "%s", "scopes": ["%s"]}
            """
                .formatted(tenant, String.join("\", \"", scopes)))
        .post("/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  /// Uploads a file and gives its id.
  public static String upload(String key, String content) {
    return with(key)
        .contentType("text/plain")
        .body(content)
        .post("/v1/files?name=test.txt")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
