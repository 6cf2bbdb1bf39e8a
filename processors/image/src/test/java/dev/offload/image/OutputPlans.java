package dev.offload.image;

import dev.offload.image.OutputPlan.Kept;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.operations.Chain;
import dev.offload.image.operations.Marks;
import dev.offload.image.operations.Operation;
import dev.offload.image.operations.Setting;
import dev.offload.image.operations.Shape;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Encoding;
import dev.offload.image.pixels.OutputFormat;
import java.util.List;

/// Outputs for tests of costs.
final class OutputPlans {
  private OutputPlans() {}

  static OutputPlan of(PictureHeader header, OutputFormat format, List<Operation> operations) {
    Setting setting = new Setting(Colour.WHITE, Marks.none());
    Chain chain = Chain.of(Shape.of(header), operations, setting);
    return new OutputPlan("out", chain, Encoding.of(format, 80), Kept.NOTHING, Colour.WHITE, 1);
  }
}
