package dev.offload.image;

import dev.offload.image.faces.FaceFinder;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.operations.Marks;
import dev.offload.image.operations.Shape;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.image.pixels.Reduction;
import dev.offload.image.pixels.Sampling;
import java.util.List;
import java.util.stream.Stream;

/// What is done with a picture whose header is known.
///
/// @param outputs in the order of the task
/// @param faces whether they are looked for
/// @param reduction by how much the picture shrinks while it is decoded
record WorkPlan(List<OutputPlan> outputs, boolean faces, Reduction reduction) {

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
                new Sampling(
                    header.width(),
                    header.height(),
                    faceFinder.layout(header.width(), header.height())))
            : Stream.empty();
    List<Sampling> samplings =
        Stream.concat(outputs.stream().map(output -> output.chain().sampling()), looking).toList();
    return new WorkPlan(outputs, faces, Reduction.forAll(header, samplings));
  }

  static List<OutputPlan> outputs(
      ImageTask wanted, PictureHeader header, Shape picture, Marks marks, ImageConfig config) {
    OutputFormat own = OutputFormat.like(header.format());
    return wanted.outputs().stream()
        .map(output -> OutputPlan.of(output, picture, own, marks, config))
        .toList();
  }

  /// The same, with outputs that are decided anew.
  WorkPlan with(List<OutputPlan> others) {
    return new WorkPlan(others, faces, reduction);
  }
}
