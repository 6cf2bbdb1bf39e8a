package dev.offload.ingest.group;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.ingest.rig.Api;
import dev.offload.schemas.task.GroupId;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/// A client that has groups.
record GroupOwner(String key) {
  private static final String PARCEL = "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}%s}";

  static GroupOwner of(String tenant) {
    return new GroupOwner(Api.newKey(tenant, "submit", "read", "manage"));
  }

  /// A task, with these members, too.
  static String parcel(String more) {
    return PARCEL.formatted(more);
  }

  RequestSpecification request() {
    return Api.with(key);
  }

  Response open(String body) {
    return request().contentType("application/json").body(body).post("/v1/groups");
  }

  GroupId opened() {
    return GroupId.parse(open("{}").then().statusCode(201).extract().path("id"));
  }

  Response submit(GroupId group) {
    return submit(group, request());
  }

  /// Each time with the same idempotency key.
  Response submitKeyed(GroupId group) {
    return submit(group, request().header("Idempotency-Key", "same"));
  }

  private static Response submit(GroupId group, RequestSpecification request) {
    return request
        .contentType("application/json")
        .body(parcel(", \"group\": \"" + group + "\""))
        .post("/v1/tasks");
  }

  Response batch(String query, String body) {
    return request()
        .contentType("application/x-ndjson")
        .body(body.getBytes(UTF_8))
        .post("/v1/tasks/batch" + query);
  }
}
