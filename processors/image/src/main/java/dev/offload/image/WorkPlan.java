package dev.offload.image;

import dev.offload.image.faces.FaceFinder;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.operations.Marks;
import dev.offload.image.operations.Shape;
import dev.offload.image.pixels.Colours;
import dev.offload.image.pixels.Reduction;
import dev.offload.image.pixels.Sampling;
import java.util.List;
import java.util.stream.Stream;

/// What is done with a picture whose header is known.
///
/// @param outputs in the order of the task
/// @param faces whether they are looked for
/// @param hidden whether they are hidden in the outputs
/// @param reduction by how much the picture shrinks while it is decoded
record WorkPlan(List<OutputPlan> outputs, boolean faces, boolean hidden, Reduction reduction) {

  WorkPlan(List<OutputPlan> outputs, boolean faces, Reduction reduction) {
    this(outputs, faces, false, reduction);
  }

  static WorkPlan of(
      ImageTask wanted,
      PictureHeader header,
      Marks marks,
      ImageConfig config,
      FaceFinder faceFinder) {
    List<OutputPlan> outputs = outputs(wanted, header, Shape.of(header), marks, config);
    boolean faces = wanted.needsFaces();
    Stream<Sampling> looking =
        faces
            ? Stream.of(
                wanted.faces().read()
                    ? Sampling.whole(header.width(), header.height())
                    : faceFinder.sampling(header.width(), header.height()))
            : Stream.empty();
    List<Sampling> samplings =
        Stream.concat(outputs.stream().map(output -> output.chain().sampling()), looking).toList();
    boolean hidden = wanted.faces().blur() != null;
    return new WorkPlan(outputs, faces, hidden, Reduction.forAll(header, samplings));
  }

  static List<OutputPlan> outputs(
      ImageTask wanted, PictureHeader header, Shape picture, Marks marks, ImageConfig config) {
    return wanted.outputs().stream()
        .map(output -> OutputPlan.of(output, header, picture, marks, config))
        .toList();
  }

  /// The colours in which the picture is decoded first: those of the first output, or the
  /// standard ones where faces are looked for.
  Colours colours() {
    return faces || outputs.isEmpty() ? Colours.STANDARD : outputs.getFirst().kept().colours();
  }

  /// Whether the picture is decoded again for outputs in other colours.
  boolean isDecodedAgain() {
    return outputs.stream().anyMatch(output -> output.kept().colours() != colours());
  }

  /// The same plan with other outputs.
  WorkPlan with(List<OutputPlan> others) {
    return new WorkPlan(others, faces, hidden, reduction);
  }
}
