package dev.offload.image.faces;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.offload.image.TestConfig;
import dev.offload.image.TestPictures;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Decoder;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Reduction;
import dev.offload.schemas.config.FaceDescriptor;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The photos of npm's `@vladmandic/face-api`, with groups of people.
class FacePhotosIT {
  private static final Path PACKAGE = Path.of("target/face-api").toAbsolutePath();

  /// Where faces are: left, top, right, bottom. People have looked at these places: each photo has
  /// all its faces there, and no other.
  private static final Map<String, double[][]> FACES =
      Map.of(
          "sample1",
          new double[][] {{412, 354, 591, 592}, {837, 417, 1028, 643}, {1474, 197, 1676, 435}},
          "sample2",
          new double[][] {{361, 135, 511, 388}, {899, 224, 1053, 450}, {1446, 153, 1640, 396}},
          "sample3",
          new double[][] {{585, 330, 784, 600}, {1073, 215, 1296, 512}, {1514, 288, 1683, 572}},
          "sample4",
          new double[][] {
            {256, 182, 418, 432}, {663, 49, 848, 313}, {988, 178, 1158, 405}, {1277, 132, 1425, 391}
          },
          "sample5",
          new double[][] {
            {377, 862, 548, 1160},
            {598, 415, 762, 664},
            {787, 109, 941, 321},
            {1112, 198, 1271, 435},
            {1404, 387, 1573, 660}
          },
          "sample6",
          new double[][] {
            {250, 466, 459, 759},
            {679, 319, 839, 626},
            {1179, 308, 1368, 583},
            {1486, 260, 1695, 559}
          });

  private static final FaceReader.Wanted DESCRIPTOR = new FaceReader.Wanted(0, true);
  private static FaceFinder finder;
  private static FaceReader reader;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    needed("npm");
    finder = new FaceFinder(TestConfig.defaults().faces(), 1);
    reader = new FaceReader(1);
    Files.createDirectories(PACKAGE);
    for (String name : List.of("package.json", "package-lock.json")) {
      Files.copy(
          FacePhotosIT.class.getResourceAsStream("/face-api/" + name),
          PACKAGE.resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.exists(photo("sample1"))) {
      return;
    }
    Path log = PACKAGE.resolve("npm.log");
    int result =
        new ProcessBuilder(
                "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
            .directory(PACKAGE.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(result).as("npm ci: %s", Files.readString(log, UTF_8)).isZero();
  }

  @AfterAll
  static void close() {
    if (finder != null) {
      finder.close();
      reader.close();
    }
  }

  /// In the whole photo, and in one that is decoded no larger than the search needs.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everybodyIsFoundWithAtMostOneFalseFace(boolean small) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, double[][]> photo : FACES.entrySet()) {
      List<Face> found = found(Files.readAllBytes(photo(photo.getKey())), small);

      double[][] places = photo.getValue();
      assertThat(found).as(photo.getKey()).hasSizeGreaterThanOrEqualTo(places.length);
      for (double[] place : places) {
        assertThat(found).as(photo.getKey()).anyMatch(face -> isThere(face.box(), place));
      }
      if (found.size() > places.length) {
        wrong.add(photo.getKey() + ": " + found);
      }
    }
    assertThat(wrong).hasSizeLessThanOrEqualTo(1).allMatch(photo -> photo.startsWith("sample6"));
  }

  /// Faces of one photo are of different people. The same people are on it if it is mirrored and
  /// darker.
  @Test
  void samePeopleAreCloserThanDifferentOnes() throws Exception {
    List<Double> ofTheSame = new ArrayList<>();
    List<Double> ofDifferent = new ArrayList<>();
    for (String name : FACES.keySet()) {
      BufferedImage photo = TestPictures.read(Files.readAllBytes(photo(name)));
      Map<Integer, FaceDescriptor> people = people(name, photo, false);
      Map<Integer, FaceDescriptor> again = people(name, changed(photo), true);
      people.forEach(
          (who, face) -> {
            again.forEach(
                (other, otherFace) ->
                    (who.equals(other) ? ofTheSame : ofDifferent).add(face.distanceTo(otherFace)));
          });
    }

    assertThat(ofTheSame).hasSize(22).allMatch(distance -> distance < 0.45);
    assertThat(ofDifferent).allMatch(distance -> distance > 0.45);
  }

  /// The photo darker and mirrored.
  private static BufferedImage changed(BufferedImage photo) {
    BufferedImage mirrored =
        new BufferedImage(photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = mirrored.createGraphics();
    pen.drawImage(photo, photo.getWidth(), 0, -photo.getWidth(), photo.getHeight(), null);
    pen.dispose();
    return new RescaleOp(0.7f, 0, null).filter(mirrored, null);
  }

  /// The descriptors, by the place in [#FACES].
  private static Map<Integer, FaceDescriptor> people(
      String name, BufferedImage photo, boolean mirrored) throws Exception {
    byte[] file = TestPictures.png(photo);
    PictureHeader header = PictureHeader.read(file);
    Map<Integer, FaceDescriptor> people = new TreeMap<>();
    try (Picture picture = Decoder.decode(file, header, Reduction.NONE)) {
      List<Face> found = found(picture, header);
      double[][] places = FACES.get(name);
      for (Face face :
          reader.read(picture, header.width(), found, DESCRIPTOR, Cancellation.NEVER)) {
        Box box = face.box();
        Box there =
            mirrored
                ? new Box(
                    header.width() - box.x() - box.width(), box.y(), box.width(), box.height())
                : box;
        for (int i = 0; i < places.length; i++) {
          if (isThere(there, places[i])) {
            people.put(i, FaceDescriptor.of(face.descriptor()));
          }
        }
      }
    }
    return people;
  }

  private static boolean isThere(Box box, double[] place) {
    double x = box.x() + box.width() / 2.0;
    double y = box.y() + box.height() / 2.0;
    return x > place[0] && x < place[2] && y > place[1] && y < place[3];
  }

  private static List<Face> found(byte[] file, boolean small) throws UnfitPicture {
    PictureHeader header = PictureHeader.read(file);
    Reduction reduction =
        small
            ? Reduction.forAll(header, List.of(finder.sampling(header.width(), header.height())))
            : Reduction.NONE;
    try (Picture picture = Decoder.decode(file, header, reduction)) {
      return found(picture, header);
    }
  }

  private static List<Face> found(Picture picture, PictureHeader header) throws UnfitPicture {
    return finder.find(picture, header.width(), header.height(), Cancellation.NEVER);
  }

  private static Path photo(String name) {
    return PACKAGE.resolve("node_modules/@vladmandic/face-api/demo/" + name + ".jpg");
  }

  private static void needed(String program) {
    boolean isThere =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .anyMatch(one -> Files.isExecutable(Path.of(one).resolve(program)));
    String message = program + " is not installed: no photos were searched for faces";
    if (!isThere) {
      System.err.println(message);
    }
    assumeTrue(isThere, message);
  }
}
