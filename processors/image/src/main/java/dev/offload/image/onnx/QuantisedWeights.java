package dev.offload.image.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/// The trained numbers of a network by name, as TensorFlow.js stores them: a manifest (JSON) names
/// the tensors in their order in one binary file, where each is either plain floats or one byte per
/// number with a scale and a minimum.
public final class QuantisedWeights {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, Tensor> tensors;

  private QuantisedWeights(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  /// Reads a manifest and its binary file; every byte of the file must be named by the manifest.
  public static QuantisedWeights read(byte[] manifest, byte[] binary) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(binary).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (JsonNode group : JSON.readTree(manifest)) {
      for (JsonNode weight : group.path("weights")) {
        tensors.put(weight.path("name").asText(), tensor(weight, rest));
      }
    }
    if (rest.hasRemaining()) {
      throw new IOException("%d bytes of weights have no name".formatted(rest.remaining()));
    }
    return new QuantisedWeights(tensors);
  }

  Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no weights named %s".formatted(name));
    }
    return tensor;
  }

  private static Tensor tensor(JsonNode weight, ByteBuffer rest) throws IOException {
    int[] shape = JSON.convertValue(weight.path("shape"), int[].class);
    int size = 1;
    for (int dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    JsonNode quantisation = weight.path("quantization");
    String name = weight.path("name").asText();
    String stored = quantisation.path("dtype").asText(weight.path("dtype").asText());
    int width = stored.equals("uint8") ? 1 : Float.BYTES;
    if (rest.remaining() < size * width) {
      throw new IOException("the weights end before %s".formatted(name));
    }
    float[] values = new float[size];
    switch (stored) {
      case "uint8" -> {
        double scale = quantisation.path("scale").asDouble();
        double minimum = quantisation.path("min").asDouble();
        for (int i = 0; i < size; i++) {
          values[i] = (float) (Byte.toUnsignedInt(rest.get()) * scale + minimum);
        }
      }
      case "float32" -> {
        for (int i = 0; i < size; i++) {
          values[i] = rest.getFloat();
        }
      }
      default ->
          throw new IOException(
              "weights %s are of type %s, which is not understood".formatted(name, stored));
    }
    return new Tensor(shape, values);
  }
}
