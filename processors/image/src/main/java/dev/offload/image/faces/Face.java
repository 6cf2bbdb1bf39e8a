package dev.offload.image.faces;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// A face and its place.
///
/// @param score how sure the network is, from 0 to 1
/// @param landmarks points of the face; absent if nobody asked for them
/// @param descriptor 128 numbers that are close to each other for photos of one person; absent if
///     nobody asked for them
/// @param matches other faces that are close to this one, the closest first; absent if nobody asked
///     for them
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Face(
    Box box, double score, List<Point> landmarks, List<Double> descriptor, List<Match> matches) {

  public Face withoutDescriptor() {
    return new Face(box, score, landmarks, null, matches);
  }

  /// The same face with only its place.
  public Face bare() {
    return of(box, score);
  }

  /// Whether more than its place is known.
  public boolean hasDetails() {
    return landmarks != null || descriptor != null || matches != null;
  }

  static Face of(Box box, double score) {
    return new Face(box, score, null, null, null);
  }

  /// A point in pixels of a picture.
  public record Point(int x, int y) {}
}
