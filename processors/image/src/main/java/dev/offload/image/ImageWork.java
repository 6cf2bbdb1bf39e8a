package dev.offload.image;

import dev.offload.image.ImageResult.Output;
import dev.offload.image.MemoryBudget.Share;
import dev.offload.image.faces.Box;
import dev.offload.image.faces.Face;
import dev.offload.image.faces.FaceReader.Wanted;
import dev.offload.image.faces.KnownFaces;
import dev.offload.image.header.Area;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.operations.Mark;
import dev.offload.image.operations.Marks;
import dev.offload.image.operations.Shape;
import dev.offload.image.pixels.Colours;
import dev.offload.image.pixels.Decoder;
import dev.offload.image.pixels.Hiding;
import dev.offload.image.pixels.Picture;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/// The work on one picture, step by step: read, check, decode once (as small as the outputs
/// allow), find faces, make each output. Between the steps it reports its progress, and
/// before each part of a step it asks whether the task was cancelled.
final class ImageWork {
  /// On each side of a face, as a share of it.
  private static final double MORE_THAN_THE_FACE = 0.25;

  private static final Outcome HANDED_BACK = new Outcome.Snoozed(Duration.ZERO);

  private final TaskContext task;
  private final ImageTask wanted;
  private final ImageConfig config;
  private final ImageLimits limits;
  private final PictureMemory memory;
  private final FaceTools faceTools;
  private final Sources sources;
  private final Effort effort;
  private final int steps;
  private int done;

  ImageWork(
      TaskContext task,
      ImageTask wanted,
      ImageConfig config,
      PictureMemory memory,
      FaceTools faceTools) {
    this.task = task;
    this.wanted = wanted;
    this.config = config;
    this.limits = ImageLimits.of(config);
    this.memory = memory;
    this.faceTools = faceTools;
    this.sources = new Sources(task.files(), limits);
    this.effort = new Effort(faceTools.finder());
    this.steps =
        wanted.faces().picturesToCompareWith()
            + 1
            + (wanted.needsFaces() ? 1 : 0)
            + wanted.outputs().size();
  }

  Outcome run() throws IOException, UnfitPicture, InterruptedException {
    try {
      return outcome();
    } catch (CancellationException _) {
      return HANDED_BACK;
    }
  }

  private Outcome outcome() throws IOException, UnfitPicture, InterruptedException {
    List<String> ids =
        Stream.concat(Stream.of(wanted.source().file()), wanted.marks().stream())
            .distinct()
            .toList();
    Map<String, TaskFiles.Info> files = new LinkedHashMap<>();
    for (String id : ids) {
      files.put(id, sources.find(id));
    }
    KnownFaces known =
        new Comparison(sources, effort, memory, faceTools, this::requireWaitedFor)
            .read(wanted.faces(), task.tenant(), this::stepDone);
    long size = files.values().stream().mapToLong(TaskFiles.Info::size).sum();
    try (Share _ = memory.files().take(size, ids.size() == 1 ? "the file" : "all files together")) {
      return run(files, known);
    }
  }

  private Outcome run(Map<String, TaskFiles.Info> files, KnownFaces known)
      throws IOException, UnfitPicture, InterruptedException {
    byte[] bytes = sources.read(files.get(wanted.source().file()));
    SourcePicture source = SourcePicture.read(bytes, wanted.animated(), limits.maxFrames());
    try (Marks marks = marks(files)) {
      return run(source, marks, known);
    }
  }

  private Outcome run(SourcePicture source, Marks marks, KnownFaces known)
      throws IOException, UnfitPicture, InterruptedException {
    byte[] bytes = source.bytes();
    PictureHeader header = source.header();
    WorkPlan work = permitted(header, bytes.length, marks);
    long cost = cost(bytes.length, header, work, marks);
    long needed;
    Found found;
    try (Share _ = memory.pixels().take(cost, "the picture");
        Picture picture = Decoder.decode(bytes, header, work.reduction(), work.colours())) {
      marks.decode();
      stepDone("decoded");
      found = found(picture, header, work, marks, known);
      needed = cost(bytes.length, header, found.work, marks);
      Optional<Share> more = memory.pixels().takeNow(Math.max(0, needed - cost));
      if (more.isPresent()) {
        try (Share _ = more.get()) {
          return made(picture, source, found);
        }
      }
    }
    // Others have the memory that the place of the faces takes, and may wait for this share.
    marks.close();
    try (Share _ = memory.pixels().take(needed, "the picture, cropped around its faces,");
        Picture picture = Decoder.decode(bytes, header, work.reduction(), work.colours())) {
      marks.decode();
      return made(picture, source, found);
    }
  }

  /// The faces, if somebody looked for them, and the work that is decided with them.
  private record Found(List<Face> faces, WorkPlan work) {}

  private Found found(
      Picture picture, PictureHeader header, WorkPlan work, Marks marks, KnownFaces known)
      throws UnfitPicture {
    if (!work.faces()) {
      return new Found(List.of(), work);
    }
    requireWaitedFor();
    List<Face> faces = faces(picture, header, known);
    Shape shape = Shape.of(header).withFaces(faces.stream().map(Face::box).toList());
    List<OutputPlan> plans = WorkPlan.outputs(wanted, header, shape, marks, config);
    requireOutputs(plans);
    stepDone(faces.size() == 1 ? "1 face found" : faces.size() + " faces found");
    return new Found(faces, work.with(plans));
  }

  private Outcome made(Picture picture, SourcePicture source, Found found)
      throws IOException, UnfitPicture {
    PictureHeader header = source.header();
    WorkPlan work = found.work;
    Map<String, OutputFile> files = new LinkedHashMap<>();
    try (Picture shown = shown(picture, header, found.faces)) {
      make(work, work.colours(), source, shown, files);
    }
    if (work.isDecodedAgain()) {
      Colours others = work.colours().other();
      try (Picture again = Decoder.decode(source.bytes(), header, work.reduction(), others);
          Picture shown = shown(again, header, found.faces)) {
        make(work, others, source, shown, files);
      }
    }
    List<OutputPlan> plans = work.outputs();
    List<Output> outputs =
        plans.stream().map(plan -> plan.toOutput(files.get(plan.name()))).toList();
    ImageTask.Faces asked = wanted.faces();
    Optional<List<Face>> listed = asked.listed() ? Optional.of(found.faces) : Optional.empty();
    ImageResult result = ImageResult.of(header, listed, asked.read(), outputs);
    List<OutputFile> made = plans.stream().map(plan -> files.get(plan.name())).toList();
    return Outcome.succeeded(Json.MAPPER.valueToTree(result), made);
  }

  /// Makes the outputs that have these colours.
  private void make(
      WorkPlan work,
      Colours colours,
      SourcePicture source,
      Picture shown,
      Map<String, OutputFile> files)
      throws IOException, UnfitPicture {
    OutputMaker maker = new OutputMaker(task.files(), source, this::requireWaitedFor);
    for (OutputPlan plan : work.outputs()) {
      if (plan.kept().colours() == colours) {
        requireWaitedFor();
        files.put(plan.name(), maker.make(plan, shown));
        stepDone(plan.name() + " made");
      }
    }
  }

  private List<Face> faces(Picture picture, PictureHeader header, KnownFaces known)
      throws UnfitPicture {
    List<Face> found =
        faceTools.finder().find(picture, header.width(), header.height(), this::requireWaitedFor);
    ImageTask.Faces asked = wanted.faces();
    if (!asked.read()) {
      return found;
    }
    int points = asked.landmarks() == null ? 0 : asked.landmarks();
    List<Face> read =
        faceTools
            .reader()
            .read(
                picture,
                header.width(),
                found,
                new Wanted(points, asked.described()),
                this::requireWaitedFor);
    double distance =
        asked.maxDistance() == null ? config.faces().maxDistance() : asked.maxDistance();
    return read.stream()
        .map(face -> asked.compared() ? known.matched(face, distance) : face)
        .map(face -> asked.embed() ? face : face.withoutDescriptor())
        .toList();
  }

  /// What the outputs show: the picture, or one whose faces are hidden.
  private Picture shown(Picture picture, PictureHeader header, List<Face> faces) {
    Hiding blur = wanted.faces().blur();
    if (blur == null) {
      return picture.shared();
    }
    double scale = picture.width() / (double) header.width();
    return picture.hidden(faces.stream().map(face -> around(face.box(), scale)).toList(), blur);
  }

  /// The face with hair and chin, in pixels of a picture that is scaled.
  private static Area around(Box face, double scale) {
    double across = face.width() * MORE_THAN_THE_FACE;
    double down = face.height() * MORE_THAN_THE_FACE;
    int left = Math.max(0, (int) Math.floor((face.x() - across) * scale));
    int top = Math.max(0, (int) Math.floor((face.y() - down) * scale));
    int right = (int) Math.ceil((face.x() + face.width() + across) * scale);
    int bottom = (int) Math.ceil((face.y() + face.height() + down) * scale);
    return new Area(left, top, right - left, bottom - top);
  }

  private Marks marks(Map<String, TaskFiles.Info> files) throws IOException, UnfitPicture {
    Map<String, Mark> marks = new LinkedHashMap<>();
    for (String id : wanted.marks()) {
      byte[] file = sources.read(files.get(id));
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

  private WorkPlan permitted(PictureHeader header, long fileSize, Marks marks) throws UnfitPicture {
    limits.requirePixels(header);
    WorkPlan work = plan(header, marks);
    if (work.faces()) {
      effort.search(header, wanted.faces().read());
    }
    requireOutputs(work.outputs());
    new MemoryLimit(memory.pixels().bytes(), like -> cost(fileSize, like, plan(like, marks), marks))
        .require(header);
    return work;
  }

  private void requireOutputs(List<OutputPlan> outputs) throws UnfitPicture {
    for (OutputPlan plan : outputs) {
      limits.requireOutput(plan);
    }
    effort.require(outputs);
  }

  private WorkPlan plan(PictureHeader header, Marks marks) {
    return WorkPlan.of(wanted, header, marks, config, faceTools.finder());
  }

  private static long cost(long fileSize, PictureHeader header, WorkPlan work, Marks marks) {
    return PictureCost.of(fileSize, header, work)
        + marks.all().stream().mapToLong(PictureCost::ofMark).sum();
  }

  /// @throws CancellationException if the task was cancelled
  private void requireWaitedFor() {
    if (task.isCancelled()) {
      throw new CancellationException("the task was cancelled");
    }
  }

  private void stepDone(String what) {
    done++;
    task.progress(done, steps, what);
  }
}
