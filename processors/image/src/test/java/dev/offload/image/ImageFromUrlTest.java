package dev.offload.image;

import static dev.offload.image.TaskRig.task;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.fetch.SourceFetch;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Outcome;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures that are at URLs.
class ImageFromUrlTest {
  private final ImageHandler handler =
      new ImageHandler(TestConfig.defaults(), TestConfig.NO_GALLERIES);

  @TempDir Path directory;

  @AfterEach
  void close() {
    handler.close();
  }

  @Test
  void picturesAtUrlsAreFetchedFirst() throws Exception {
    TaskRig task =
        task(
            """
        {"source": {"url": "https://shop.example/photo.png"},
         "outputs": [
           {"name": "a", "resize": {"width": 64}, "format": "png",
            "operations": [{"watermark": {"url": "https://shop.example/logo.png", "opacity": 1}}]},
           {"name": "b", "resize": {"width": 64}, "format": "png",
            "operations": [{"watermark": {"url": "https://shop.example/logo.png"}}]}]}
        """,
            directory);

    assertThat(handler.handle(task)).isEqualTo(Outcome.delegated(2));

    assertThat(task.spawned)
        .extracting(child -> SourceFetch.of(child.spec().input()).url().toString())
        .containsExactly("https://shop.example/photo.png", "https://shop.example/logo.png");
    assertThat(task.progress()).isEmpty();
    task.file("photo", resource("astronaut.png")).file("logo", png(square(Color.GREEN)));
    task.ended = new Children(2, 2, 0, Map.of(), List.of(made(0, "photo"), made(1, "logo")), 1);
    Outcome.Succeeded done = task.succeeds(handler);
    assertThat(done.result().path("width").asInt()).isEqualTo(512);
    BufferedImage first = read(task.bytes(done.files().getFirst().id()));
    assertThat(new Color(first.getRGB(60, 60))).isEqualTo(Color.GREEN);
  }

  @Test
  void taskFailsIfItsPictureCannotBeFetched() throws Exception {
    TaskRig task = task("{\"source\": {\"url\": \"https://shop.example/photo.png\"}}", directory);
    TaskError gone = new TaskError("source-not-found", "the server answered 404", true, 1);
    task.ended = new Children(1, 0, 1, Map.of(), List.of(new ChildDetail(0, List.of(), gone)), 1);

    assertThat(task.failsForGood(handler).code()).isEqualTo("source-not-found");
  }

  @Test
  void numberOfUrlsHasALimit() throws Exception {
    String marks =
        IntStream.rangeClosed(1, 16)
            .mapToObj("{\"watermark\": {\"url\": \"https://shop.example/%d\"}}"::formatted)
            .collect(Collectors.joining(","));

    Outcome.Failed failed =
        task(
                "{\"source\": {\"url\": \"https://shop.example/0\"}, \"outputs\": [{\"name\": \"a\","
                    + " \"operations\": ["
                    + marks
                    + "]}]}",
                directory)
            .failsForGood(handler);

    assertThat(failed.code()).isEqualTo("invalid-input");
    assertThat(failed.message()).contains("at most 16 different URLs, was 17");
  }

  private static ChildDetail made(int child, String file) {
    return new ChildDetail(
        child, List.of(OutputFile.of(file, file, "image/png", 1, "0".repeat(64))), null);
  }

  private static BufferedImage square(Color colour) {
    BufferedImage square = new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 64; i++) {
      square.setRGB(i % 8, i / 8, colour.getRGB());
    }
    return square;
  }
}
