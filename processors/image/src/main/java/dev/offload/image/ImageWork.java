package dev.offload.image;

import dev.offload.image.ImageResult.Output;
import dev.offload.image.MemoryBudget.Share;
import dev.offload.image.faces.Face;
import dev.offload.image.faces.FaceFinder;
import dev.offload.image.header.Orientation;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Decoder;
import dev.offload.image.pixels.Encoder;
import dev.offload.image.pixels.Picture;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The work on one picture, step by step: read, check, decode once (as small as the outputs
/// allow), find faces, make each output. Between the steps it reports its progress and checks
/// whether the task was cancelled.
final class ImageWork {
  private static final Outcome HANDED_BACK = new Outcome.Snoozed(Duration.ZERO);

  private final TaskContext task;
  private final ImageTask wanted;
  private final ImageConfig config;
  private final ImageLimits limits;
  private final PictureMemory memory;
  private final FaceFinder faceFinder;
  private final int steps;
  private int done;

  ImageWork(
      TaskContext task,
      ImageTask wanted,
      ImageConfig config,
      PictureMemory memory,
      FaceFinder faceFinder) {
    this.task = task;
    this.wanted = wanted;
    this.config = config;
    this.limits = ImageLimits.of(config);
    this.memory = memory;
    this.faceFinder = faceFinder;
    this.steps = 1 + (wanted.faces().detect() ? 1 : 0) + wanted.outputs().size();
  }

  Outcome run() throws IOException, UnfitPicture, InterruptedException {
    String fileId = wanted.source().file();
    Optional<TaskFiles.Info> file = task.files().find(fileId);
    if (file.isEmpty()) {
      return Outcome.failedForGood("file-not-found", "there is no file %s".formatted(fileId));
    }
    limits.requireFileSize(file.get().size());
    try (Share _ = memory.files().take(file.get().size(), "the file")) {
      return run(read(file.get()));
    }
  }

  private Outcome run(byte[] bytes) throws IOException, UnfitPicture, InterruptedException {
    PictureHeader header = PictureHeader.read(bytes);
    WorkPlan work = permitted(header, bytes.length);
    long cost = PictureCost.of(bytes.length, header, work);
    try (Share _ = memory.pixels().take(cost, "the picture");
        Picture picture = Decoder.decode(bytes, header, work.reduction())) {
      stepDone("decoded");
      List<Face> faces = null;
      if (work.faces()) {
        if (task.isCancelled()) {
          return HANDED_BACK;
        }
        faces = faceFinder.find(picture, header.width(), header.height());
        stepDone(faces.size() == 1 ? "1 face found" : faces.size() + " faces found");
      }
      List<Output> outputs = new ArrayList<>();
      List<OutputFile> files = new ArrayList<>();
      for (OutputPlan plan : work.outputs()) {
        if (task.isCancelled()) {
          return HANDED_BACK;
        }
        OutputFile made = make(plan, picture);
        files.add(made);
        outputs.add(plan.toOutput(made));
        stepDone(plan.name() + " made");
      }
      return Outcome.succeeded(Json.MAPPER.valueToTree(result(header, faces, outputs)), files);
    }
  }

  private byte[] read(TaskFiles.Info file) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(file.size())];
    try (InputStream in = task.files().open(file.id())) {
      int length = in.readNBytes(bytes, 0, bytes.length);
      if (length < bytes.length) {
        throw new EOFException(
            "file %s has %d bytes, but only %d arrived".formatted(file.id(), bytes.length, length));
      }
    }
    return bytes;
  }

  private WorkPlan permitted(PictureHeader header, long fileSize) throws UnfitPicture {
    limits.requirePixels(header);
    WorkPlan work = plan(header);
    for (OutputPlan plan : work.outputs()) {
      limits.requireOutput(plan.name(), plan.layout(), plan.format());
    }
    new MemoryLimit(memory.pixels().bytes(), like -> PictureCost.of(fileSize, like, plan(like)))
        .require(header);
    return work;
  }

  private WorkPlan plan(PictureHeader header) {
    return WorkPlan.of(wanted, header, config, faceFinder);
  }

  private OutputFile make(OutputPlan plan, Picture picture) throws IOException {
    Path file = task.files().workDirectory().resolve(plan.fileName());
    try (Picture laidOut = picture.laidOut(plan.layout(), plan.background());
        Picture shown =
            plan.format().transparent() ? laidOut : laidOut.flattenedOn(plan.background())) {
      Encoder.write(shown, plan.format(), plan.quality(), file);
    }
    OutputFile made = task.files().create(plan.fileName(), plan.format().contentType(), file);
    Files.delete(file);
    return made;
  }

  private static ImageResult result(PictureHeader header, List<Face> faces, List<Output> outputs) {
    boolean upright = header.orientation() == Orientation.UPRIGHT;
    return new ImageResult(
        header.width(),
        header.height(),
        header.format(),
        upright ? null : header.orientation().exif(),
        faces,
        outputs);
  }

  private void stepDone(String what) {
    done++;
    task.progress(done, steps, what);
  }
}
