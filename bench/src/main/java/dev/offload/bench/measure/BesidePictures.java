package dev.offload.bench.measure;

import dev.offload.bench.figure.Figure;
import dev.offload.bench.load.Answers;
import dev.offload.bench.load.Driver;
import dev.offload.bench.load.Requests;
import dev.offload.bench.load.Schedule;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How soon POSTs are answered while large photos are resized, by two schedules that start
/// together.
record BesidePictures(Schedule posts, Schedule photos) implements Measure {
  private static final String IMAGES = "image";
  private static final String TASK =
      """
      {"type":"image","input":{"source":{"file":"%s"},"outputs":[
        {"name":"small","resize":{"width":400,"height":400,"fit":"inside"},"format":"jpeg"}]}}
      """;

  @Override
  public String name() {
    return "busy";
  }

  @Override
  public Map<Figure, Double> run(Subject subject) throws IOException, InterruptedException {
    Instant since = Instant.now();
    String task = TASK.formatted(upload(subject));
    Answers answers = sendBoth(subject, subject.tasks(_ -> task));
    subject.awaitEnds(IMAGES);
    subject.awaitEnds(Subject.PROBES);
    subject.requireSucceeded(IMAGES, photos.count(), since);
    return Map.of(Figure.ACCEPT_P99_MS_BUSY, answers.latencies().millisAt(99));
  }

  private static String upload(Subject subject) throws IOException, InterruptedException {
    return subject.api().upload(Photo.ofTwelveMegapixels(), "image/jpeg");
  }

  private Answers sendBoth(Subject subject, Requests images)
      throws IOException, InterruptedException {
    try (Driver driver = subject.driver();
        Driver camera = Driver.open(subject.ready().url(), 1);
        var beside = Executors.newSingleThreadExecutor()) {
      Future<Answers> taken = beside.submit(() -> camera.run(images, photos));
      Answers answers = driver.run(subject.tasks(Probes::plain), posts).allWith(Subject.ACCEPTED);
      var _ = taken.get().allWith(Subject.ACCEPTED);
      return answers;
    } catch (ExecutionException e) {
      throw new IOException("the photos could not be submitted", e.getCause());
    }
  }
}
