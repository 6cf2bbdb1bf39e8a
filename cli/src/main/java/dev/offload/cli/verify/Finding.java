package dev.offload.cli.verify;

/// What was found about one part of a webhook.
///
/// @param part the header that it is about
/// @param isRight whether a receiver would accept it
/// @param what a sentence for people
record Finding(String part, boolean isRight, String what) {
  static Finding right(String part, String what) {
    return new Finding(part, true, what);
  }

  static Finding wrong(String part, String what) {
    return new Finding(part, false, what);
  }
}
