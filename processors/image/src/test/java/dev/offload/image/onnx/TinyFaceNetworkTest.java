package dev.offload.image.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.image.TestPictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TinyFaceNetworkTest {
  private static final byte[] MANIFEST =
      TestPictures.resource("faces/tiny_face_detector_model-weights_manifest.json");
  private static final byte[] BINARY = TestPictures.resource("faces/tiny_face_detector_model.bin");

  /// The files as they stand in the npm package `@vladmandic/face-api` 1.7.15, folder `model`.
  @ParameterizedTest
  @CsvSource({
    "faces/tiny_face_detector_model-weights_manifest.json,"
        + " 5d1af4849ac48d5b985f4a9b16010c512353ddd6fcc63d50fd0bc9e9e64296e5",
    "faces/tiny_face_detector_model.bin,"
        + " b7503ce7df31039b1c43316a9b865cab6a70dd748cc602d3fa28b551503c3871"
  })
  void weightsAreThoseOfThePublishedPackage(String resource, String sha256) {
    assertThat(sha256(TestPictures.resource(resource))).isEqualTo(sha256);
  }

  /// These models, run by ONNX Runtime 1.29.0 and by OpenCV 4.13.0, differed by at most 0.00006 in
  /// any number of their answers.
  @ParameterizedTest
  @CsvSource({
    "416, c44caaefb90b5a1f121fade0a701cf416fbbdf8e01aaecd497e760f834455593",
    "608, 91e9a102349a548b560c2a7fbc4484cbf98426cc90f4a76df8f02d8f04b7459f"
  })
  void modelIsTheOneThatWasComparedWithOnnxRuntime(int side, String sha256) throws IOException {
    byte[] model = TinyFaceNetwork.onnx(QuantisedWeights.read(MANIFEST, BINARY), side);

    assertThat(sha256(model)).isEqualTo(sha256);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -32, 400})
  void inputThatIsNoWholeNumberOfCellsIsRefused(int side) throws IOException {
    QuantisedWeights weights = QuantisedWeights.read(MANIFEST, BINARY);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TinyFaceNetwork.onnx(weights, side))
        .withMessageContaining("multiple of 32");
  }

  @Test
  void bytesWithoutANameAreRefused() {
    byte[] longer = Arrays.copyOf(BINARY, BINARY.length + 3);

    assertThatIOException()
        .isThrownBy(() -> QuantisedWeights.read(MANIFEST, longer))
        .withMessageContaining("3 bytes");
  }

  @Test
  void missingBytesAreRefused() {
    byte[] shorter = Arrays.copyOf(BINARY, BINARY.length - 1);

    assertThatIOException()
        .isThrownBy(() -> QuantisedWeights.read(MANIFEST, shorter))
        .withMessageContaining("conv8/bias");
  }

  @Test
  void quantisedNumbersAreScaledAndFloatsAreTakenAsTheyAre() throws IOException {
    String manifest =
        """
        [{"weights": [
          {"name": "a", "shape": [2], "dtype": "float32",
           "quantization": {"dtype": "uint8", "scale": 0.5, "min": -1}},
          {"name": "b", "shape": [1, 1], "dtype": "float32"}
        ]}]
        """;
    byte[] binary = {0, (byte) 255, 0, 0, (byte) 0xC0, 0x3F};

    QuantisedWeights weights =
        QuantisedWeights.read(manifest.getBytes(StandardCharsets.UTF_8), binary);

    assertThat(weights.get("a").values()).containsExactly(-1f, 126.5f);
    assertThat(weights.get("b").values()).containsExactly(1.5f);
    assertThat(weights.get("b").shape()).containsExactly(1, 1);
  }

  @Test
  void unknownWayOfStoringIsRefused() {
    byte[] manifest =
        "[{\"weights\": [{\"name\": \"a\", \"shape\": [1], \"dtype\": \"int7\"}]}]"
            .getBytes(StandardCharsets.UTF_8);

    assertThatIOException()
        .isThrownBy(() -> QuantisedWeights.read(manifest, new byte[4]))
        .withMessageContaining("int7");
  }

  @Test
  void filterIsMovedFromTensorFlowsOrderToOnnx() {
    Tensor filter = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2); // h, w, in, out

    Tensor moved = filter.filterToOnnx(false);

    assertThat(moved.shape()).containsExactly(2, 2, 1, 2); // out, in, h, w
    assertThat(moved.values()).containsExactly(1, 5, 3, 7, 2, 6, 4, 8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
