package dev.offload.image;

import dev.offload.image.ImageResult.Output;
import dev.offload.image.MemoryBudget.Share;
import dev.offload.image.faces.Face;
import dev.offload.image.faces.FaceFinder;
import dev.offload.image.header.Orientation;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.operations.Mark;
import dev.offload.image.operations.Marks;
import dev.offload.image.operations.Shape;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    this.steps = 1 + (wanted.needsFaces() ? 1 : 0) + wanted.outputs().size();
  }

  Outcome run() throws IOException, UnfitPicture, InterruptedException {
    List<String> ids =
        Stream.concat(Stream.of(wanted.source().file()), wanted.marks().stream())
            .distinct()
            .toList();
    Map<String, TaskFiles.Info> files = new LinkedHashMap<>();
    for (String id : ids) {
      Optional<TaskFiles.Info> file = task.files().find(id);
      if (file.isEmpty()) {
        return Outcome.failedForGood("file-not-found", "there is no file %s".formatted(id));
      }
      limits.requireFileSize(file.get().size());
      files.put(id, file.get());
    }
    long size = files.values().stream().mapToLong(TaskFiles.Info::size).sum();
    try (Share _ = memory.files().take(size, ids.size() == 1 ? "the file" : "all files together")) {
      return run(files);
    }
  }

  private Outcome run(Map<String, TaskFiles.Info> files)
      throws IOException, UnfitPicture, InterruptedException {
    byte[] bytes = read(files.get(wanted.source().file()));
    PictureHeader header = PictureHeader.read(bytes);
    try (Marks marks = marks(files)) {
      return run(bytes, header, marks);
    }
  }

  private Outcome run(byte[] bytes, PictureHeader header, Marks marks)
      throws IOException, UnfitPicture, InterruptedException {
    WorkPlan work = permitted(header, bytes.length, marks);
    long cost = cost(bytes.length, header, work, marks);
    try (Share _ = memory.pixels().take(cost, "the picture");
        Picture picture = Decoder.decode(bytes, header, work.reduction())) {
      marks.decode();
      stepDone("decoded");
      List<Face> faces = null;
      List<OutputPlan> plans = work.outputs();
      if (work.faces()) {
        if (task.isCancelled()) {
          return HANDED_BACK;
        }
        faces = faceFinder.find(picture, header.width(), header.height());
        Shape found = Shape.of(header).withFaces(faces.stream().map(Face::box).toList());
        plans = WorkPlan.outputs(wanted, header, found, marks, config);
        requireOutputs(plans);
        requireNoMore(cost(bytes.length, header, work.with(plans), marks), cost);
        stepDone(faces.size() == 1 ? "1 face found" : faces.size() + " faces found");
      }
      List<Output> outputs = new ArrayList<>();
      List<OutputFile> files = new ArrayList<>();
      for (OutputPlan plan : plans) {
        if (task.isCancelled()) {
          return HANDED_BACK;
        }
        OutputFile made = make(plan, picture);
        files.add(made);
        outputs.add(plan.toOutput(made));
        stepDone(plan.name() + " made");
      }
      List<Face> told = wanted.faces().detect() ? faces : null;
      return Outcome.succeeded(Json.MAPPER.valueToTree(result(header, told, outputs)), files);
    }
  }

  private Marks marks(Map<String, TaskFiles.Info> files) throws IOException, UnfitPicture {
    Map<String, Mark> marks = new LinkedHashMap<>();
    for (String id : wanted.marks()) {
      byte[] file = read(files.get(id));
      try {
        Mark mark = Mark.read(file);
        limits.requirePixels(mark.header());
        marks.put(id, mark);
      } catch (UnfitPicture e) {
        throw e.about("the watermark " + id);
      }
    }
    return new Marks(marks);
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

  private WorkPlan permitted(PictureHeader header, long fileSize, Marks marks) throws UnfitPicture {
    limits.requirePixels(header);
    WorkPlan work = plan(header, marks);
    requireOutputs(work.outputs());
    new MemoryLimit(memory.pixels().bytes(), like -> cost(fileSize, like, plan(like, marks), marks))
        .require(header);
    return work;
  }

  private void requireOutputs(List<OutputPlan> outputs) throws UnfitPicture {
    for (OutputPlan plan : outputs) {
      limits.requireOutput(plan);
    }
  }

  /// A crop around the faces can lead to proportions that nobody could know before.
  private static void requireNoMore(long needed, long taken) throws UnfitPicture {
    if (needed > taken) {
      throw UnfitPicture.tooLarge(
          "the outputs need more memory than the whole picture would, because of the place of its"
              + " faces; ask for smaller outputs");
    }
  }

  private WorkPlan plan(PictureHeader header, Marks marks) {
    return WorkPlan.of(wanted, header, marks, config, faceFinder);
  }

  private static long cost(long fileSize, PictureHeader header, WorkPlan work, Marks marks) {
    return PictureCost.of(fileSize, header, work)
        + marks.all().stream().mapToLong(PictureCost::ofMark).sum();
  }

  private OutputFile make(OutputPlan plan, Picture picture) throws IOException, UnfitPicture {
    Path file = task.files().workDirectory().resolve(plan.fileName());
    try (Picture made = plan.chain().applied(picture);
        Picture shown =
            plan.format().transparent() ? made.shared() : made.flattenedOn(plan.background())) {
      Encoder.write(shown, plan.encoding(), file);
      return task.files().create(plan.fileName(), plan.format().contentType(), file);
    } catch (UnfitPicture e) {
      throw e.about("output " + plan.name());
    } finally {
      Files.deleteIfExists(file);
    }
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
