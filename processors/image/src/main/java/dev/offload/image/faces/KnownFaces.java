package dev.offload.image.faces;

import dev.offload.image.faces.Face.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Faces with descriptors, which others are compared with.
public final class KnownFaces {
  private static final int MOST_MATCHES = 20;
  private static final double ROUNDING = 10_000;

  private final List<Known> faces = new ArrayList<>();

  private record Known(String file, int index, List<Double> descriptor) {}

  /// Adds the faces of a picture that have a descriptor.
  public void add(String file, List<Face> found) {
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).descriptor() != null) {
        faces.add(new Known(file, i, found.get(i).descriptor()));
      }
    }
  }

  /// `face` with those of these faces that are no farther from it than `maxDistance`.
  public Face matched(Face face, double maxDistance) {
    if (face.descriptor() == null) {
      return face;
    }
    List<Match> matches =
        faces.stream()
            .map(known -> match(known, face.descriptor()))
            .filter(match -> match.distance() <= maxDistance)
            .sorted(Comparator.comparingDouble(Match::distance))
            .limit(MOST_MATCHES)
            .toList();
    return new Face(face.box(), face.score(), face.landmarks(), face.descriptor(), matches);
  }

  private static Match match(Known known, List<Double> descriptor) {
    double distance = distance(known.descriptor, descriptor);
    return new Match(known.file, known.index, Math.round(distance * ROUNDING) / ROUNDING);
  }

  /// Euclid's.
  private static double distance(List<Double> one, List<Double> other) {
    double squares = 0;
    for (int i = 0; i < one.size(); i++) {
      double difference = one.get(i) - other.get(i);
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }
}
