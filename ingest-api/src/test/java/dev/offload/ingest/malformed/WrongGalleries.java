package dev.offload.ingest.malformed;

import static dev.offload.ingest.malformed.WrongRequest.request;

import dev.offload.schemas.config.FaceDescriptor;
import java.util.Collections;
import java.util.stream.Stream;

/// Wrong requests about galleries.
final class WrongGalleries {
  private static final String RIGHT = face(FaceDescriptor.LENGTH, "0.125");
  private static final String FILE = "\"file\": \"{ownFile}\"";

  private WrongGalleries() {}

  static Stream<WrongRequest> all() {
    return Stream.of(
        put("no JSON", "{").gets(400, "malformed-json"),
        put("a list", "[]").at(""),
        put("nothing in it", "{}").at("").saying("must have file or descriptor"),
        put("only a name", "{\"name\": \"Ada\"}").at(""),
        put("null as file", "{\"file\": null}").at("/file"),
        put("a number as file", "{\"file\": 1}").at("/file"),
        put("no id of a file", "{\"file\": \"fil_1\"}").at("/file"),
        put("a file that is not there", "{\"file\": \"fil_019e35a0-0000-7000-8000-000000000003\"}")
            .at("/file"),
        put("a file of others", "{\"file\": \"{foreignFile}\"}").at("/file"),
        put("a URL", "{\"url\": \"https://example.com/a.jpg\"}").at("/url"),
        put("a file and a descriptor", "{" + FILE + ", " + RIGHT.substring(1)).at("/descriptor"),
        put("a text as descriptor", "{\"descriptor\": \"AAAA\"}").at("/descriptor"),
        put("no numbers", face(0, "")).at("/descriptor").saying("must have at least 128 items"),
        put("a number too few", face(FaceDescriptor.LENGTH - 1, "0.1")).at("/descriptor"),
        put("a number too many", face(FaceDescriptor.LENGTH + 1, "0.1"))
            .at("/descriptor")
            .saying("must have at most 128 items"),
        put("null as number", RIGHT.replaceFirst("0\\.125", "null")).at("/descriptor/0"),
        put("a text as number", RIGHT.replaceFirst("0\\.125", "\"0.1\"")).at("/descriptor/0"),
        put("a large number", RIGHT.replaceFirst("0\\.125", "10.01")).at("/descriptor/0"),
        put("an infinite number", RIGHT.replaceFirst("0\\.125", "-1e300")).at("/descriptor/0"),
        with("\"name\": \"\"").at("/name"),
        with("\"name\": \"  \"").at("/name"),
        with("\"name\": \"" + "n".repeat(201) + "\"").at("/name"),
        with("\"name\": \"a\\nb\"").at("/name"),
        with("\"name\": 1").at("/name"),
        with("\"id\": \"a\"").at("/id"),
        put("too large", " ".repeat(20 * 1024) + RIGHT).gets(413, "too-large"),
        at("gallery of a space", "%20/faces/a").at("").saying("the gallery in the path"),
        at("long gallery", "g".repeat(64) + "/faces/a").at(""),
        at("gallery with a slash", "a%2Fb/faces/a").at(""),
        at("id with a slash", "a/faces/a%2Fb").at("").saying("the id in the path"),
        at("id of a dot", "a/faces/.a").at(""),
        at("long id", "a/faces/" + "i".repeat(101)).at(""),
        put("a revision that is gone", RIGHT)
            .header("If-Match: \"gone\"")
            .gets(412, "precondition-failed"),
        put("a file for a revision that is gone", "{" + FILE + "}")
            .header("If-Match: \"gone\"")
            .gets(412, "precondition-failed"),
        put("key that may only read", RIGHT)
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("POST of a face", "POST /v1/galleries/wrong/faces").gets(405, "method-not-allowed"),
        request("PUT of a gallery", "PUT /v1/galleries/wrong").gets(405, "method-not-allowed"),
        request("limit of galleries", "GET /v1/galleries?limit=0").gets(400, "invalid-parameter"),
        request("faces of no gallery", "GET /v1/galleries/nope/faces").gets(404, "not-found"),
        request("unknown face", "GET /v1/galleries/nope/faces/a").gets(404, "not-found"),
        request("deletion of an unknown face", "DELETE /v1/galleries/nope/faces/a")
            .gets(404, "not-found"),
        request("deletion of an unknown gallery", "DELETE /v1/galleries/nope")
            .gets(404, "not-found"));
  }

  private static String face(int numbers, String number) {
    return "{\"descriptor\": [%s]}"
        .formatted(String.join(", ", Collections.nCopies(numbers, number)));
  }

  private static WrongRequest put(String name, String body) {
    return request("face: " + name, "PUT /v1/galleries/wrong/faces/a")
        .body(body)
        .gets(422, "invalid-face");
  }

  private static WrongRequest with(String member) {
    return put("with " + member, "{" + member + ", " + RIGHT.substring(1));
  }

  private static WrongRequest at(String name, String path) {
    return request("face: " + name, "PUT /v1/galleries/" + path)
        .body(RIGHT)
        .gets(422, "invalid-face");
  }
}
