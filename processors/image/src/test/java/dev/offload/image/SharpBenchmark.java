package dev.offload.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.image.header.Orientation;
import dev.offload.image.pixels.Encoded;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.worker.Outcome;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thumbnails beside npm's sharp. `bench/beside-sharp` runs it.
class SharpBenchmark {
  private static final Path SHARP = Path.of(System.getProperty("offload.image.sharp", "sharp"));
  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final int SECONDS = 10;
  private static final long WARM_UP = 5_000_000_000L;

  @TempDir Path directory;

  private final ImageHandler handler =
      new ImageHandler(TestConfig.defaults(), TestConfig.NO_GALLERIES);

  @Test
  void thumbnailsPerSecond() throws Exception {
    byte[] photo = TestPictures.jpeg(PictureBenchmark.photo());
    Path file = Files.write(directory.resolve("photo.jpg"), photo);

    thumbnails(photo, WARM_UP);
    double ours = thumbnails(photo, SECONDS * 1_000_000_000L);
    long peak = PeakMemory.highest();
    JsonNode sharp =
        Json.MAPPER.readTree(
            node("thumbnails", file.toString(), String.valueOf(THREADS), String.valueOf(SECONDS)));

    double theirs = sharp.path("perSecond").asDouble();
    System.out.printf(
        Locale.ROOT,
        "%d threads, %,d bytes: %.1f thumbnails/s (%,d MB with the JVM), sharp %.1f (%,d MB): %.2f ×%n",
        THREADS,
        photo.length,
        ours,
        peak >> 20,
        theirs,
        sharp.path("peakMegabytes").asInt(),
        ours / theirs);
  }

  @Test
  void renditionsAreSimilar() throws Exception {
    Map<String, byte[]> pictures = oddPictures();
    List<String> arguments = new ArrayList<>(List.of("renditions"));
    for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
      arguments.add(
          Files.write(directory.resolve(picture.getKey()), picture.getValue()).toString());
    }
    node(arguments.toArray(String[]::new));

    for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
      BufferedImage theirs =
          TestPictures.read(Files.readAllBytes(directory.resolve(picture.getKey() + ".sharp.png")));
      double similarity = Similarity.of(rendition(picture.getValue()), theirs);
      System.out.printf(Locale.ROOT, "%-20s %.4f%n", picture.getKey(), similarity);
      assertThat(similarity).as(picture.getKey()).isGreaterThan(0.97);
    }
  }

  private static Map<String, byte[]> oddPictures() {
    BufferedImage cat = TestPictures.read(TestPictures.resource("chelsea.png"));
    BufferedImage grey = new BufferedImage(451, 300, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage deep = new BufferedImage(451, 300, BufferedImage.TYPE_USHORT_GRAY);
    BufferedImage palette = new BufferedImage(451, 300, BufferedImage.TYPE_BYTE_INDEXED);
    for (BufferedImage image : List.of(grey, deep, palette)) {
      image.createGraphics().drawImage(cat, 0, 0, null);
    }
    BufferedImage lying = TestPictures.storedAs(Orientation.TURN_CLOCKWISE, cat);
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    pictures.put("portrait.png", TestPictures.resource("astronaut.png"));
    pictures.put("cat.png", TestPictures.resource("chelsea.png"));
    pictures.put("baseline.jpg", TestPictures.jpeg(cat));
    pictures.put("progressive.jpg", TestPictures.progressiveJpeg(cat));
    pictures.put(
        "turned.jpg", TestPictures.withExif(TestPictures.jpeg(lying), TestPictures.exif(6)));
    pictures.put("wide-gamut.jpg", TestPictures.resource("p3_red.jpeg"));
    pictures.put("grey.jpg", TestPictures.jpeg(grey));
    pictures.put("sixteen-bits.png", TestPictures.png(deep));
    pictures.put("palette.png", TestPictures.png(palette));
    pictures.put("palette.gif", TestPictures.gif(palette));
    pictures.put("cat.webp", Encoded.webp(cat, 90));
    return pictures;
  }

  private BufferedImage rendition(byte[] picture) throws Exception {
    TaskRig task =
        task(
            "{\"name\": \"out\", \"format\": \"png\","
                + " \"resize\": {\"width\": 200, \"height\": 200, \"fit\": \"inside\"}}",
            picture);
    Outcome outcome = handler.handle(task);
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    OutputFile file = ((Outcome.Succeeded) outcome).files().getFirst();
    return TestPictures.read(task.bytes(file.id()));
  }

  /// How many are made per second.
  private double thumbnails(byte[] photo, long nanos) throws Exception {
    long begin = System.nanoTime();
    Callable<Integer> worker =
        () -> {
          int made = 0;
          while (System.nanoTime() - begin < nanos) {
            TaskRig task =
                task(
                    "{\"name\": \"out\", \"format\": \"jpeg\", \"resize\": {\"width\": 400}}",
                    photo);
            assertThat(handler.handle(task)).isInstanceOf(Outcome.Succeeded.class);
            made++;
          }
          return made;
        };
    int made = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Integer> one : threads.invokeAll(Collections.nCopies(THREADS, worker))) {
        made += one.get();
      }
    }
    return made * 1e9 / (System.nanoTime() - begin);
  }

  private TaskRig task(String output, byte[] photo) throws IOException {
    String input = "{\"source\": {\"file\": \"photo\"}, \"outputs\": [%s]}".formatted(output);
    return TaskRig.task(input, Files.createTempDirectory(directory, "task")).file("photo", photo);
  }

  private String node(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", "sharp.mjs"));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder node =
        new ProcessBuilder(command)
            .directory(SHARP.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    node.environment().put("UV_THREADPOOL_SIZE", String.valueOf(THREADS));
    Process process = node.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return printed;
  }
}
