package dev.offload.ingest.body;

/// JSON pointers (RFC 6901).
public final class Pointers {

  private Pointers() {}

  /// To a member of the object that `pointer` points to.
  public static String below(String pointer, String member) {
    return pointer + "/" + member.replace("~", "~0").replace("/", "~1");
  }
}
