package dev.offload.image.faces;

import static dev.offload.image.TestPictures.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;

import dev.offload.image.TestConfig;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Decoder;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Reduction;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

class SsdDetectorTest {
  private static final Offset<Double> SAME = within(0.05);

  /// The portrait is as large as the network's input, so nothing is scaled. The numbers are those
  /// of the npm package that the network is from.
  @Test
  void answersAsTheNetworkInItsNpmPackage() throws UnfitPicture {
    List<Candidate> faces = faces(0.3);

    assertThat(faces).hasSize(1);
    Candidate face = faces.getFirst();
    assertThat(face.left()).isCloseTo(181.118, SAME);
    assertThat(face.top()).isCloseTo(72.861, SAME);
    assertThat(face.right()).isCloseTo(264.395, SAME);
    assertThat(face.bottom()).isCloseTo(174.583, SAME);
    assertThat(face.score()).isCloseTo(0.964842, within(0.0001));
  }

  @Test
  void faceThatIsNotSureEnoughIsLeftOut() throws UnfitPicture {
    assertThat(faces(1)).isEmpty();
  }

  private static List<Candidate> faces(double minScore) throws UnfitPicture {
    byte[] file = resource("astronaut.png");
    PictureHeader header = PictureHeader.read(file);
    try (SsdDetector detector = new SsdDetector(TestConfig.defaults().faces(), 1);
        Picture picture = Decoder.decode(file, header, Reduction.NONE);
        Picture opaque = picture.flattenedOn(Colour.WHITE);
        Scalar nothing = new Scalar(0);
        Size asItIs = new Size();
        Mat square = blobFromImage(opaque.pixels(), 1, asItIs, nothing, true, false, CV_32F)) {
      return detector.faces(square, minScore);
    }
  }
}
