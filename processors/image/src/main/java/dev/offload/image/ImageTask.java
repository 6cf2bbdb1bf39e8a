package dev.offload.image;

import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.image.pixels.Resize;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The input of a task of type `image`. Its JSON Schema is `input.schema.json` beside it.
///
/// @param outputs absent: none, for a task that only looks
/// @param faces absent: not looked for
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
          "at most %d outputs are made of a picture, not %d"
              .formatted(MAX_OUTPUTS, outputs.size()));
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

  /// One file to be made of the picture.
  ///
  /// @param resize absent: the picture's own size
  /// @param format absent: the picture's own, or PNG where that is not written here
  /// @param quality absent: as configured
  /// @param background what shows where the picture is transparent and the format can't be, and
  ///     where `contain` leaves room; absent: transparent, or white where the format can't be
  record Output(
      String name, Resize resize, OutputFormat format, Integer quality, Colour background) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    Output {
      if (name == null || !NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "an output's name must match %s, not %s".formatted(NAME.pattern(), name));
      }
      if (quality != null && (quality < 1 || quality > 100)) {
        throw new IllegalArgumentException("quality must be 1 to 100, not %d".formatted(quality));
      }
    }
  }

  /// What to do about faces.
  record Faces(boolean detect) {}
}
