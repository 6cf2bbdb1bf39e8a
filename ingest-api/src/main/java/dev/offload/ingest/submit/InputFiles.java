package dev.offload.ingest.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.files.FileId;
import dev.offload.files.FileStore;
import dev.offload.files.Hold;
import dev.offload.files.StoreUnavailable;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Pointers;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.NamedFiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the files that an input names. A task whose files do not exist is not accepted.
@ApplicationScoped
class InputFiles {

  /// The most files of a task, since every version of its record has all of them.
  static final int MAX_FILES = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(InputFiles.class);
  private static final String TOO_MANY = "must name at most %d files".formatted(MAX_FILES);

  private final FileStore files;
  private final StorageGuard storage;

  InputFiles(FileStore files, StorageGuard storage) {
    this.files = files;
    this.storage = storage;
  }

  /// Holds the files that `inputs` name, which [#check] has found.
  ///
  /// @throws ProblemException `invalid-task` if one was deleted since; `unavailable` if the
  ///     file store does not answer
  FileHolds hold(String tenant, Inputs inputs) {
    List<String> named = inputs.files();
    if (named.isEmpty()) {
      return FileHolds.NONE;
    }
    FileHolds holds = held(tenant, named);
    Faults faults = new Faults();
    inputs.byPointer().forEach((pointer, input) -> checkEach(tenant, input, pointer, faults));
    if (!faults.isEmpty()) {
      holds.close();
      throw ProblemException.of(
          ProblemCode.INVALID_TASK, "The body is invalid: see errors.", faults.list());
    }
    return holds;
  }

  void use(String tenant, Inputs inputs) {
    held(tenant, inputs.files()).close();
  }

  /// The files that exist. A text that only looks like the id of a file needs no hold.
  private FileHolds held(String tenant, List<String> named) {
    List<Hold> holds = new ArrayList<>();
    try {
      for (String id : named) {
        files.hold(tenant, new FileId(id)).ifPresent(holds::add);
      }
    } catch (IOException e) {
      holds.forEach(Hold::close);
      throw failure(e);
    }
    return new FileHolds(holds);
  }

  /// Finds files that do not exist, and whether there are too many. `input` is at `pointer`.
  void check(String tenant, JsonNode input, String pointer, Faults faults) {
    if (NamedFiles.in(input).size() > MAX_FILES) {
      faults.add(pointer, TOO_MANY);
    } else {
      checkEach(tenant, input, pointer, faults);
    }
  }

  /// Finds out whether all inputs together name too many.
  static void checkNumber(Inputs inputs, Faults faults) {
    if (inputs.files().size() > MAX_FILES) {
      faults.add(TaskBody.THEN.pointer(), TOO_MANY);
    }
  }

  private void checkEach(String tenant, JsonNode node, String pointer, Faults faults) {
    if (node.isTextual()) {
      Optional<FileId> id = FileId.parse(node.textValue());
      if (id.isPresent() && !exists(tenant, id.get())) {
        faults.add(pointer, "must be the id of an uploaded file");
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        checkEach(tenant, node.get(i), pointer + "/" + i, faults);
      }
    } else {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        checkEach(tenant, member.getValue(), Pointers.below(pointer, member.getKey()), faults);
      }
    }
  }

  private boolean exists(String tenant, FileId id) {
    try {
      return files.find(tenant, id).isPresent();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(IOException e) {
    if (e instanceof StoreUnavailable) {
      LOG.warn("The file store does not answer, so a task is not accepted", e);
      return storage.filesUnavailable("Nothing was accepted.");
    }
    return new UncheckedIOException("a file can't be found or kept for its task", e);
  }
}
