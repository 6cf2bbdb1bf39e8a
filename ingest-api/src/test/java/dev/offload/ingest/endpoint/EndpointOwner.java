package dev.offload.ingest.endpoint;

import dev.offload.ingest.rig.Api;
import dev.offload.schemas.notify.EndpointId;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/// Somebody who may change a tenant's endpoints, and does so over HTTP.
record EndpointOwner(String key) {
  static final String PLAIN = "{\"url\": \"https://shop.example/hook\"}";

  static EndpointOwner of(String tenant) {
    return new EndpointOwner(Api.newKey(tenant, "manage"));
  }

  ValidatableResponse create(String body) {
    return json(request(), body).post("/v1/webhooks").then();
  }

  EndpointId createPlain() {
    return EndpointId.parse(create(PLAIN).statusCode(201).extract().path("id"));
  }

  ValidatableResponse patch(String id, String body) {
    return request()
        .contentType("application/merge-patch+json")
        .body(body)
        .patch("/v1/webhooks/" + id)
        .then();
  }

  RequestSpecification request() {
    return Api.with(key);
  }

  static RequestSpecification json(RequestSpecification request, String body) {
    return request.contentType("application/json").body(body);
  }
}
