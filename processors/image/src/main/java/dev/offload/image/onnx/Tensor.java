package dev.offload.image.onnx;

import java.util.Arrays;

/// A block of numbers with a shape, last dimension running fastest.
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record Tensor(int[] shape, float[] values) {

  public Tensor {
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "a tensor of shape %s has %d values, not %d"
              .formatted(Arrays.toString(shape), size, values.length));
    }
  }

  static Tensor of(float[] values, int... shape) {
    return new Tensor(shape, values);
  }

  int dimension(int index) {
    return shape[index];
  }

  /// Moves a convolution's filter from TensorFlow's order (height, width, in, out) to ONNX's (out,
  /// in, height, width). A depthwise filter (height, width, channels, 1) becomes (channels, 1,
  /// height, width): pass `depthwise`.
  Tensor filterToOnnx(boolean depthwise) {
    int height = shape[0];
    int width = shape[1];
    int in = depthwise ? 1 : shape[2];
    int out = depthwise ? shape[2] : shape[3];
    float[] moved = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int i = 0; i < in; i++) {
          for (int o = 0; o < out; o++) {
            moved[((o * in + i) * height + y) * width + x] =
                values[((y * width + x) * in + i) * out + o];
          }
        }
      }
    }
    return of(moved, out, in, height, width);
  }
}
