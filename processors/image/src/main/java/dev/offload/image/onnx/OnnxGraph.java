package dev.offload.image.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A network being written down as [ONNX](https://onnx.ai/onnx/intro/concepts.html), one layer
/// after the other. Every method takes the name of the value a layer reads and gives the name of
/// the one it makes. Field numbers are those of `onnx.proto3`.
final class OnnxGraph {
  static final String INPUT = "input";

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;
  private static final int TYPE_FLOAT = 1;

  private final List<ProtobufWriter> nodes = new ArrayList<>();
  private final List<ProtobufWriter> constants = new ArrayList<>();

  /// How a convolution treats the border of its input.
  enum Border {
    /// Nothing is added: the output is smaller.
    NONE(0),
    /// One row or column of zeros on each side.
    ONE(1);

    private final int pixels;

    Border(int pixels) {
      this.pixels = pixels;
    }
  }

  String subtract(String value, Tensor amount) {
    return node("Sub", List.of(value, constant(amount)));
  }

  String multiply(String value, Tensor factor) {
    return node("Mul", List.of(value, constant(factor)));
  }

  String leakyRelu(String value, float slope) {
    return node("LeakyRelu", List.of(value), real("alpha", slope));
  }

  String convolution(String value, Tensor filter, Tensor bias, Border border) {
    return convolution(
        List.of(value, constant(filter.filterToOnnx(false)), constant(bias)),
        filter.dimension(0),
        1,
        border);
  }

  /// A convolution of each channel by itself, then one that mixes the channels of each pixel.
  String separableConvolution(
      String value, Tensor depthwise, Tensor pointwise, Tensor bias, Border border) {
    String filtered =
        convolution(
            List.of(value, constant(depthwise.filterToOnnx(true))),
            depthwise.dimension(0),
            depthwise.dimension(2),
            border);
    return convolution(filtered, pointwise, bias, Border.NONE);
  }

  String maxPool(String value, int size, int stride) {
    return node(
        "MaxPool",
        List.of(value),
        integers("kernel_shape", size, size),
        integers("strides", stride, stride),
        text("auto_pad", "SAME_UPPER"));
  }

  /// The finished model: reads [#INPUT] of the shape `input`, gives the value `result`.
  byte[] toModel(String result, int[] input, int[] output) {
    ProtobufWriter graph = new ProtobufWriter();
    nodes.forEach(node -> graph.message(1, node));
    graph.text(2, "offload");
    constants.forEach(constant -> graph.message(5, constant));
    graph.message(11, valueInfo(INPUT, input)).message(12, valueInfo(result, output));
    return new ProtobufWriter()
        .integer(1, IR_VERSION)
        .text(2, "offload")
        .message(7, graph)
        .message(8, new ProtobufWriter().text(1, "").integer(2, OPERATOR_SET))
        .toByteArray();
  }

  private String convolution(List<String> inputs, int side, int groups, Border border) {
    int pad = border.pixels;
    return node(
        "Conv",
        inputs,
        integers("kernel_shape", side, side),
        integers("strides", 1, 1),
        integers("pads", pad, pad, pad, pad),
        integer("group", groups));
  }

  private String node(String operator, List<String> inputs, ProtobufWriter... attributes) {
    String result = operator + nodes.size();
    ProtobufWriter node = new ProtobufWriter();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, result).text(3, result).text(4, operator);
    for (ProtobufWriter attribute : attributes) {
      node.message(5, attribute);
    }
    nodes.add(node);
    return result;
  }

  private String constant(Tensor tensor) {
    String name = "constant" + constants.size();
    ByteBuffer raw =
        ByteBuffer.allocate(tensor.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(tensor.values());
    ProtobufWriter constant = new ProtobufWriter();
    for (int dimension : tensor.shape()) {
      constant.integer(1, dimension);
    }
    constants.add(constant.integer(2, TYPE_FLOAT).text(8, name).bytes(9, raw.array()));
    return name;
  }

  private static ProtobufWriter real(String name, float value) {
    return new ProtobufWriter().text(1, name).real(2, value).integer(20, 1);
  }

  private static ProtobufWriter integer(String name, long value) {
    return new ProtobufWriter().text(1, name).integer(3, value).integer(20, 2);
  }

  private static ProtobufWriter text(String name, String value) {
    return new ProtobufWriter().text(1, name).text(4, value).integer(20, 3);
  }

  private static ProtobufWriter integers(String name, long... values) {
    ProtobufWriter attribute = new ProtobufWriter().text(1, name);
    for (long value : values) {
      attribute.integer(8, value);
    }
    return attribute.integer(20, 7);
  }

  private static ProtobufWriter valueInfo(String name, int[] dimensions) {
    ProtobufWriter shape = new ProtobufWriter();
    for (int dimension : dimensions) {
      shape.message(1, new ProtobufWriter().integer(1, dimension));
    }
    ProtobufWriter type = new ProtobufWriter().integer(1, TYPE_FLOAT).message(2, shape);
    return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, type));
  }
}
