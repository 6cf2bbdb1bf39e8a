package dev.offload.image;

import dev.offload.image.faces.FaceFinder;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.pixels.Layout;
import dev.offload.image.pixels.Reduction;
import java.util.List;
import java.util.stream.Stream;

/// What is done with a picture whose header is known.
///
/// @param outputs in the order of the task
/// @param faces whether they are looked for
/// @param reduction by how much the picture shrinks while it is decoded
record WorkPlan(List<OutputPlan> outputs, boolean faces, Reduction reduction) {

  static WorkPlan of(
      ImageTask wanted, PictureHeader header, ImageConfig config, FaceFinder faceFinder) {
    List<OutputPlan> outputs =
        wanted.outputs().stream().map(output -> OutputPlan.of(output, header, config)).toList();
    boolean faces = wanted.faces().detect();
    Stream<Layout> looking =
        faces ? Stream.of(faceFinder.layout(header.width(), header.height())) : Stream.empty();
    List<Layout> layouts =
        Stream.concat(outputs.stream().map(OutputPlan::layout), looking).toList();
    return new WorkPlan(outputs, faces, Reduction.forLayouts(header, layouts));
  }
}
