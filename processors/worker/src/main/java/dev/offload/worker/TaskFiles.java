package dev.offload.worker;

import dev.offload.schemas.task.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// The files of a task's tenant. Files of other tenants do not exist here.
///
/// If their place does not answer, each method throws. A handler that lets this pass hands the
/// attempt back unspent.
public interface TaskFiles {
  /// What is known of a stored file.
  record Info(String id, String name, String contentType, long size) {}

  Optional<Info> find(String fileId);

  /// Opens a file that [#find] has found.
  InputStream open(String fileId) throws IOException;

  /// Stores the bytes of `file` as an output of this task. It is durable when this returns. This
  /// throws if the disk has no room; a handler that does not catch it hands the attempt back
  /// unspent.
  OutputFile create(String name, String contentType, Path file) throws IOException;

  /// Stores `bytes` as an output of this task. It is durable when this returns.
  OutputFile create(String name, String contentType, byte[] bytes) throws IOException;

  /// Reads `content` to its end and stores it as an output of this task. It is durable when this
  /// returns. If reading fails, nothing is stored.
  OutputFile create(String name, String contentType, InputStream content) throws IOException;

  /// A directory for intermediate files of this run, deleted when it ends.
  Path workDirectory() throws IOException;
}
