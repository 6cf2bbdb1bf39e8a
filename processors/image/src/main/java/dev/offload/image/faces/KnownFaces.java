package dev.offload.image.faces;

import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.GalleryFace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;

/// Faces with descriptors that other faces are compared with.
public final class KnownFaces {
  private static final int MOST_MATCHES = 20;
  private static final double ROUNDING = 10_000;

  private final List<KnownFace> faces = new ArrayList<>();

  /// @param match makes a match of it for a distance
  private record KnownFace(FaceDescriptor descriptor, DoubleFunction<Match> match) {}

  /// Adds the faces of a picture that have a descriptor.
  public void addPicture(String file, List<Face> found) {
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).descriptor() != null) {
        int face = i;
        add(
            FaceDescriptor.of(found.get(i).descriptor()),
            distance -> new Match.InPicture(file, face, distance));
      }
    }
  }

  /// Adds the faces that a task has found. A descriptor is null if the face has none.
  public void addTask(String task, List<FaceDescriptor> found) {
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) != null) {
        int face = i;
        add(found.get(i), distance -> new Match.OfTask(task, face, distance));
      }
    }
  }

  /// Adds the faces of a gallery.
  public void addGallery(List<GalleryFace> gallery) {
    for (GalleryFace face : gallery) {
      add(
          face.descriptor(),
          distance -> new Match.InGallery(face.gallery(), face.id(), face.name(), distance));
    }
  }

  private void add(FaceDescriptor descriptor, DoubleFunction<Match> match) {
    faces.add(new KnownFace(descriptor, match));
  }

  /// `face`, with the matches among these faces: those no farther from it than `maxDistance`.
  public Face matched(Face face, double maxDistance) {
    if (face.descriptor() == null) {
      return face;
    }
    FaceDescriptor descriptor = FaceDescriptor.of(face.descriptor());
    List<Match> matches = new ArrayList<>();
    for (KnownFace known : faces) {
      double distance = rounded(known.descriptor.distanceTo(descriptor));
      if (distance <= maxDistance) {
        matches.add(known.match.apply(distance));
      }
    }
    matches.sort(Comparator.comparingDouble(Match::distance));
    List<Match> told = List.copyOf(matches.subList(0, Math.min(MOST_MATCHES, matches.size())));
    return new Face(face.box(), face.score(), face.landmarks(), face.descriptor(), told);
  }

  private static double rounded(double distance) {
    return Math.round(distance * ROUNDING) / ROUNDING;
  }
}
