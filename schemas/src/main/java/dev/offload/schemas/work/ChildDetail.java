package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.TaskError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one child leaves its parent besides numbers: the files that it made, or why it failed.
/// Only the first [#DETAILED] children have one, so that a parent of thousands stays small.
///
/// @param child the child's index
/// @param files its first [#MAX_FILES] files
/// @param error null if the child has none
public record ChildDetail(int child, List<OutputFile> files, TaskError error) {
  /// How many children have a detail: those with smaller indexes.
  public static final int DETAILED = 64;

  public static final int MAX_FILES = 4;
  public static final int MAX_MESSAGE_LENGTH = 500;

  public ChildDetail {
    ParentTask.requireChildIndex(child);
    files = files == null ? List.of() : files.stream().limit(MAX_FILES).toList();
    error = error == null ? null : shortened(error);
    Require.that(
        error != null || !files.isEmpty(), "files", "be there if there is no error", files);
  }

  /// Empty if the child left nothing, or is not one of the first.
  public static Optional<ChildDetail> of(int child, List<OutputFile> files, TaskError error) {
    boolean isKept = child < DETAILED && (error != null || !files.isEmpty());
    return isKept ? Optional.of(new ChildDetail(child, files, error)) : Optional.empty();
  }

  /// The ids of its files.
  public Stream<String> fileIds() {
    return files.stream().map(OutputFile::id);
  }

  private static TaskError shortened(TaskError error) {
    return new TaskError(
        error.code(),
        TaskError.shortened(error.message(), MAX_MESSAGE_LENGTH),
        error.isFinal(),
        error.attempt());
  }
}
