package dev.offload.schemas.task;

import dev.offload.schemas.Require;

/// A file that a task made. `href` is where to download it.
public record OutputFile(
    String id, String name, String contentType, long size, String sha256, String href) {
  public OutputFile {
    Require.text(id, "id");
    Require.text(name, "name");
    Require.text(contentType, "contentType");
    Require.that(size >= 0, "size", "be 0 or more", size);
    Require.text(sha256, "sha256");
    Require.text(href, "href");
  }

  public static OutputFile of(
      String id, String name, String contentType, long size, String sha256) {
    return new OutputFile(id, name, contentType, size, sha256, "/v1/files/" + id);
  }
}
