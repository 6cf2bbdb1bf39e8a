package dev.offload.ingest.body;

/// A member of an object.
public record Member<T>(String name, Kind<T> kind, boolean isRequired) {

  public static <T> Member<T> required(String name, Kind<T> kind) {
    return new Member<>(name, kind, true);
  }

  public static <T> Member<T> optional(String name, Kind<T> kind) {
    return new Member<>(name, kind, false);
  }

  /// The pointer to it in the object that `parent` points to.
  public String under(String parent) {
    return Pointers.below(parent, name);
  }

  /// The pointer to it in the body.
  public String pointer() {
    return under("");
  }
}
