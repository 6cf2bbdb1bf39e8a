package dev.offload.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.offload.image.operations.Crop;
import dev.offload.image.operations.Operation;
import dev.offload.image.operations.Resizing;
import dev.offload.image.operations.Watermark;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Hiding;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.image.pixels.Resize;
import dev.offload.schemas.config.Galleries;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.worker.UrlSources;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    faces = faces == null ? Faces.NONE : faces;
    if (outputs.size() > MAX_OUTPUTS) {
      throw new IllegalArgumentException(
          "a picture must have at most %d outputs, has %d".formatted(MAX_OUTPUTS, outputs.size()));
    }
    if (faces.blur != null && outputs.stream().anyMatch(Output::animated)) {
      throw new IllegalArgumentException(
          "faces.blur must be absent with an animated output: faces are looked for in the first"
              + " frame alone");
    }
    UrlSources.requireNumber(urls(source, outputs));
    Set<String> names = new HashSet<>();
    for (Output output : outputs) {
      if (!names.add(output.name)) {
        throw new IllegalArgumentException("two outputs are named %s".formatted(output.name));
      }
    }
  }

  /// What happens to the picture's EXIF data.
  enum Metadata {
    @JsonProperty("strip")
    STRIP,
    @JsonProperty("keep")
    KEEP
  }

  /// What the colours of an output are.
  enum Profile {
    /// They are converted to sRGB.
    @JsonProperty("srgb")
    SRGB,
    /// They stay, and the file gets the picture's own ICC profile.
    @JsonProperty("keep")
    KEEP
  }

  /// The URLs of pictures that have to be fetched.
  List<OutsideUrl> urls() {
    return urls(source, outputs);
  }

  private static List<OutsideUrl> urls(Source source, List<Output> outputs) {
    Stream<OutsideUrl> ofMarks =
        outputs.stream()
            .flatMap(output -> output.operations.stream())
            .flatMap(
                operation ->
                    operation instanceof Watermark mark
                        ? Stream.ofNullable(mark.url())
                        : Stream.empty());
    return Stream.concat(Stream.ofNullable(source.url), ofMarks).toList();
  }

  /// The same with files instead of URLs.
  ImageTask with(Map<OutsideUrl, String> files) {
    return new ImageTask(
        source.url == null ? source : new Source(files.get(source.url), null),
        outputs.stream().map(output -> output.with(files)).toList(),
        faces);
  }

  /// The files of watermarks, each once.
  List<String> marks() {
    return outputs.stream()
        .flatMap(output -> output.operations.stream())
        .flatMap(
            operation ->
                operation instanceof Watermark mark && mark.file() != null
                    ? Stream.of(mark.file())
                    : Stream.empty())
        .distinct()
        .toList();
  }

  /// Whether all frames of an animation are wanted.
  boolean animated() {
    return outputs.stream().anyMatch(Output::animated);
  }

  /// Whether faces are looked for: because the task asks, to hide them, or to know where to cut.
  boolean needsFaces() {
    return faces.listed()
        || faces.blur != null
        || outputs.stream()
            .flatMap(output -> output.operations.stream())
            .anyMatch(operation -> operation instanceof Crop crop && crop.needsFaces());
  }

  /// Where the picture is.
  ///
  /// @param file the id of its file; null if there is a URL
  /// @param url where it is fetched from first; null if there is a file
  record Source(String file, OutsideUrl url) {
    Source {
      if ((file == null || file.isBlank()) == (url == null)) {
        throw new IllegalArgumentException("source must have either file or url");
      }
    }
  }

  /// One file to make from the picture.
  ///
  /// @param resize done before the operations; if absent, the picture keeps its size
  /// @param operations in the order in which they run
  /// @param format if absent, the picture keeps its format, or becomes a PNG if that can't be
  ///     written
  /// @param quality if absent, the configured one
  /// @param progressive whether a JPEG is shown coarse at first; false if absent
  /// @param maxBytes the largest file; if absent, the quality alone decides
  /// @param metadata whether EXIF data are kept; they are not if absent
  /// @param profile whether the colours are converted to sRGB; they are if absent
  /// @param animated whether all frames of a GIF are kept; the first alone if absent
  /// @param background the colour where the picture is transparent but the format can't be,
  ///     and where `contain` leaves room; if absent, transparent, or white if the format can't
  ///     be transparent
  record Output(
      String name,
      Resize resize,
      List<Operation> operations,
      OutputFormat format,
      Integer quality,
      boolean progressive,
      Long maxBytes,
      Metadata metadata,
      Profile profile,
      boolean animated,
      Colour background) {
    static final int MAX_OPERATIONS = 20;
    static final int LEAST_BYTES = 100;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    Output {
      if (name == null || !NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "an output's name must match %s, was %s".formatted(NAME.pattern(), name));
      }
      if (quality != null && (quality < 1 || quality > 100)) {
        throw new IllegalArgumentException("quality must be 1 to 100, was %d".formatted(quality));
      }
      if (maxBytes != null && maxBytes < LEAST_BYTES) {
        throw new IllegalArgumentException(
            "maxBytes must be %d or more, was %d".formatted(LEAST_BYTES, maxBytes));
      }
      operations = operations == null ? List.of() : List.copyOf(operations);
      if (operations.size() > MAX_OPERATIONS) {
        throw new IllegalArgumentException(
            "an output must have at most %d operations, has %d"
                .formatted(MAX_OPERATIONS, operations.size()));
      }
      if (animated) {
        requireAnimated(format, maxBytes, operations);
      }
    }

    private static void requireAnimated(
        OutputFormat format, Long maxBytes, List<Operation> operations) {
      if (format != OutputFormat.WEBP) {
        throw new IllegalArgumentException(
            "the format of an animated output must be webp, was %s"
                .formatted(format == null ? "none" : format.label()));
      }
      if (maxBytes != null) {
        throw new IllegalArgumentException("an animated output must not have maxBytes");
      }
      if (operations.stream().anyMatch(one -> one instanceof Crop crop && crop.needsFaces())) {
        throw new IllegalArgumentException(
            "an animated output must not be cropped around faces: they are looked for in the first"
                + " frame alone");
      }
    }

    /// The same with files instead of URLs.
    private Output with(Map<OutsideUrl, String> files) {
      return new Output(
          name,
          resize,
          operations.stream()
              .map(one -> one instanceof Watermark mark ? mark.with(files) : one)
              .toList(),
          format,
          quality,
          progressive,
          maxBytes,
          metadata,
          profile,
          animated,
          background);
    }

    /// What is done to the picture, in this order.
    List<Operation> steps() {
      Stream<Operation> first = resize == null ? Stream.empty() : Stream.of(new Resizing(resize));
      return Stream.concat(first, operations.stream()).toList();
    }
  }

  /// What to do about faces.
  ///
  /// @param detect whether the result lists faces; it does, too, if something of them is asked for
  /// @param landmarks how many points the result has of each: 5 or 68; none if absent
  /// @param embed whether the result has the descriptor of each
  /// @param blur how to hide them in all outputs; if absent, they are seen
  /// @param compareTo the pictures and tasks whose faces these are compared with
  /// @param gallery the gallery whose faces these are compared with; if absent, none
  /// @param maxDistance how far apart descriptors may be to match; if absent, as configured
  record Faces(
      boolean detect,
      Integer landmarks,
      boolean embed,
      Hiding blur,
      List<CompareTo> compareTo,
      String gallery,
      Double maxDistance) {
    static final int MAX_COMPARED = 10;
    static final double MAX_DISTANCE = 2;
    static final Faces NONE = new Faces(false, null, false, null, null, null, null);

    Faces {
      if (landmarks != null && landmarks != 5 && landmarks != 68) {
        throw new IllegalArgumentException(
            "faces.landmarks must be 5 or 68, was %d".formatted(landmarks));
      }
      compareTo = compareTo == null ? List.of() : List.copyOf(compareTo);
      if (compareTo.size() > MAX_COMPARED) {
        throw new IllegalArgumentException(
            "faces.compareTo must have at most %d entries, has %d"
                .formatted(MAX_COMPARED, compareTo.size()));
      }
      if (gallery != null && !Galleries.isName(gallery)) {
        throw new IllegalArgumentException(
            "faces.gallery must be %s, was %s".formatted(Galleries.NAME_RULE, gallery));
      }
      if (maxDistance != null && !(maxDistance >= 0 && maxDistance <= MAX_DISTANCE)) {
        throw new IllegalArgumentException(
            "faces.maxDistance must be 0 to %s, was %s".formatted(MAX_DISTANCE, maxDistance));
      }
    }

    int picturesToCompareWith() {
      return (int) compareTo.stream().filter(CompareTo.Picture.class::isInstance).count();
    }

    /// A task to compare with that has found faces, but does not tell their descriptors.
    Optional<TaskId> taskWithoutDescriptors() {
      return compareTo.stream()
          .flatMap(other -> other instanceof CompareTo.Task task ? Stream.of(task) : Stream.empty())
          .filter(CompareTo.Task::lacksDescriptors)
          .map(CompareTo.Task::task)
          .findFirst();
    }

    /// Whether the result lists them.
    boolean listed() {
      return detect || read();
    }

    /// Whether more is wanted than their places.
    boolean read() {
      return landmarks != null || described();
    }

    /// Whether their descriptors are needed.
    boolean described() {
      return embed || compared();
    }

    /// Whether they are compared with others.
    boolean compared() {
      return gallery != null || !compareTo.isEmpty();
    }
  }
}
