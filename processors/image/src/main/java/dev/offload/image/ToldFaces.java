package dev.offload.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.image.faces.Face;
import dev.offload.schemas.json.Json;
import java.util.ArrayList;
import java.util.List;

/// The faces that a result lists: all of them with their places, and the surest with their
/// landmarks, descriptors and matches, as far as there is room.
///
/// @param bare how many of the last are told with their places only
record ToldFaces(List<Face> faces, int bare) {

  /// @param faces the surest first
  /// @param room how many bytes their details may have in JSON
  static ToldFaces within(List<Face> faces, long room) {
    List<Face> told = new ArrayList<>();
    long left = room;
    for (Face face : faces) {
      left -= bytes(face) - bytes(face.bare());
      if (left < 0 || !face.hasDetails()) {
        break;
      }
      told.add(face);
    }
    int detailed = told.size();
    faces.subList(detailed, faces.size()).forEach(face -> told.add(face.bare()));
    return new ToldFaces(List.copyOf(told), faces.size() - detailed);
  }

  /// How many bytes it has in JSON.
  static int bytes(Object value) {
    return Json.MAPPER.valueToTree(value).toString().getBytes(UTF_8).length;
  }
}
