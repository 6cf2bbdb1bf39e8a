package dev.offload.image;

import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.image.pixels.Resize;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The input of a task of type `image`. Its JSON Schema is `input.schema.json` in the same
/// package.
///
/// @param outputs may be absent, for a task that only examines the picture
/// @param faces if absent, faces are not looked for
record ImageTask(Source source, List<Output> outputs, Faces faces) {
  static final int MAX_OUTPUTS = 20;

  ImageTask {
    if (source == null) {
      throw new IllegalArgumentException("source is missing");
    }
    outputs = outputs == null ? List.of() : List.copyOf(outputs);
    faces = faces == null ? new Faces(false) : faces;
    if (outputs.size() > MAX_OUTPUTS) {
      throw new IllegalArgumentException(
          "a picture must have at most %d outputs, has %d".formatted(MAX_OUTPUTS, outputs.size()));
    }
    Set<String> names = new HashSet<>();
    for (Output output : outputs) {
      if (!names.add(output.name)) {
        throw new IllegalArgumentException("two outputs are named %s".formatted(output.name));
      }
    }
  }

  /// Where the picture is.
  record Source(String file) {
    Source {
      if (file == null || file.isBlank()) {
        throw new IllegalArgumentException("source.file is missing");
      }
    }
  }

  /// One file to make from the picture.
  ///
  /// @param resize if absent, the picture keeps its size
  /// @param format if absent, the picture keeps its format, or becomes a PNG if that can't be
  ///     written
  /// @param quality if absent, the configured one
  /// @param background the colour where the picture is transparent but the format can't be,
  ///     and where `contain` leaves room; if absent, transparent, or white if the format can't
  ///     be transparent
  record Output(
      String name, Resize resize, OutputFormat format, Integer quality, Colour background) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    Output {
      if (name == null || !NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "an output's name must match %s, was %s".formatted(NAME.pattern(), name));
      }
      if (quality != null && (quality < 1 || quality > 100)) {
        throw new IllegalArgumentException("quality must be 1 to 100, was %d".formatted(quality));
      }
    }
  }

  /// Whether to find faces.
  record Faces(boolean detect) {}
}
