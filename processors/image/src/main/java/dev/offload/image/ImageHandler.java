package dev.offload.image;

import dev.offload.image.header.UnfitPicture;
import dev.offload.schemas.task.TaskId;
import dev.offload.worker.FaceGalleries;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.UrlSources;
import dev.offload.worker.UrlSources.State;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;

/// Tasks of type `image`: resizes, converts and orients a picture, removes its metadata, and
/// finds faces.
@ApplicationScoped
class ImageHandler implements TaskHandler {
  private final ImageConfig config;
  private final PictureMemory memory;
  private final FaceTools faceTools;

  @Inject
  public ImageHandler(ImageConfig config, FaceGalleries galleries) {
    this.config = config;
    this.memory = PictureMemory.of(config);
    this.faceTools = FaceTools.of(config, memory, galleries);
  }

  @Override
  public String type() {
    return "image";
  }

  @Override
  public Load load() {
    return Load.CPU;
  }

  @Override
  public Outcome handle(TaskContext task) throws IOException, InterruptedException {
    ImageTask wanted;
    try {
      wanted = task.input(ImageTask.class);
    } catch (IllegalArgumentException e) {
      return Outcome.failedForGood("invalid-input", e.getMessage());
    }
    Optional<TaskId> silent = wanted.faces().taskWithoutDescriptors();
    if (silent.isPresent()) {
      return Outcome.failedForGood(
          "no-descriptors",
          ("faces.compareTo: task %s has found faces, but its result has no descriptors. A task has"
                  + " them with faces.embed")
              .formatted(silent.get()));
    }
    long maxBytes = config.maxFileSize().asLongValue();
    return switch (UrlSources.of(task, wanted.urls(), maxBytes)) {
      case State.Missing(Outcome end) -> end;
      case State.Fetched(var files, _) -> made(task, wanted.with(files));
    };
  }

  private Outcome made(TaskContext task, ImageTask wanted)
      throws IOException, InterruptedException {
    try {
      return new ImageWork(task, wanted, config, memory, faceTools).run();
    } catch (UnfitPicture e) {
      return Outcome.failedForGood(e.reason().code(), e.getMessage());
    }
  }

  @PreDestroy
  void close() {
    faceTools.close();
  }
}
