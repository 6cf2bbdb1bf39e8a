package dev.offload.files;

/// The outcome of sending a piece.
public sealed interface Appending {
  /// The piece is durable.
  record Appended(Arrival arrival) implements Appending {}

  /// The file is whole, durable and in the [FileStore].
  record Completed(StoredFile file) implements Appending {}

  /// There is no such upload.
  record Absent() implements Appending {}

  /// Another piece of the file is being written.
  record Busy() implements Appending {}

  /// The piece does not begin where the file ends so far. Nothing of it was kept.
  record WrongOffset(long offset) implements Appending {}

  /// The piece goes beyond the size that was announced.
  record TooLong(long size) implements Appending {}

  /// The piece does not have the hash that its sender gave. Nothing of it was kept.
  record PieceMismatch() implements Appending {}

  /// The whole file does not have the hash that its sender gave. Nothing of it is left.
  record FileMismatch(Sha256 expected, Sha256 actual) implements Appending {}

  /// The disk has less space than has to stay free. What is durable of the file stays.
  record NoRoom() implements Appending {}
}
