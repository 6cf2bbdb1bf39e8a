package dev.offload.image.onnx;

import dev.offload.image.onnx.OnnxGraph.Border;

/// The layers of the tiny face detector of face-api (a small YOLO v2 of separable convolutions),
/// written as ONNX around its weights.
///
/// Input: 1 × 3 × side × side, red, green and blue from 0 to 255. Output: 1 × 25 × cells × cells
/// with one cell per 32 pixels: five anchors, each x, y, width, height, score before the sigmoid.
public final class TinyFaceNetwork {
  /// Pixels of the input that one cell of the output stands for, in each direction.
  public static final int CELL = 32;

  /// Numbers of one cell: five anchors of five numbers.
  public static final int CHANNELS = 25;

  private static final float[] MEAN_RED_GREEN_BLUE = {117.001f, 114.697f, 97.404f};
  private static final float LEAK = 0.1f;
  private static final int SEPARABLE_LAYERS = 5;

  private TinyFaceNetwork() {}

  /// The ONNX file for pictures of `side` pixels square, a multiple of [#CELL].
  public static byte[] onnx(QuantisedWeights weights, int side) {
    if (side <= 0 || side % CELL != 0) {
      throw new IllegalArgumentException(
          "the input's side must be a multiple of %d, not %d".formatted(CELL, side));
    }
    OnnxGraph graph = new OnnxGraph();
    String value = graph.subtract(OnnxGraph.INPUT, Tensor.of(MEAN_RED_GREEN_BLUE, 1, 3, 1, 1));
    value = graph.multiply(value, Tensor.of(new float[] {1 / 255f}, 1, 1, 1, 1));
    value =
        graph.convolution(
            value, weights.get("conv0/filters"), weights.get("conv0/bias"), Border.NONE);
    value = graph.maxPool(graph.leakyRelu(value, LEAK), 2, 2);
    for (int layer = 1; layer <= SEPARABLE_LAYERS; layer++) {
      String name = "conv" + layer;
      value =
          graph.separableConvolution(
              value,
              weights.get(name + "/depthwise_filter"),
              weights.get(name + "/pointwise_filter"),
              weights.get(name + "/bias"),
              Border.ONE);
      boolean last = layer == SEPARABLE_LAYERS;
      value = graph.maxPool(graph.leakyRelu(value, LEAK), 2, last ? 1 : 2);
    }
    value =
        graph.convolution(
            value, weights.get("conv8/filters"), weights.get("conv8/bias"), Border.NONE);
    int cells = side / CELL;
    return graph.toModel(
        value, new int[] {1, 3, side, side}, new int[] {1, CHANNELS, cells, cells});
  }
}
