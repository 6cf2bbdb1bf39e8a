package dev.offload.worker;

import dev.offload.schemas.task.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// The files of a task's tenant. A file of another tenant is absent.
public interface TaskFiles {
  /// What is known of a stored file.
  record Info(String id, String name, String contentType, long size) {}

  Optional<Info> find(String fileId);

  /// The bytes of a file that [#find] found.
  InputStream open(String fileId) throws IOException;

  /// Keeps the bytes of `file` as an output of this task, durable when this returns. Where the disk
  /// has no room this throws, and a handler that lets it pass hands the attempt back unspent.
  OutputFile create(String name, String contentType, Path file) throws IOException;

  /// Keeps `bytes` as an output of this task, durable when this returns.
  OutputFile create(String name, String contentType, byte[] bytes) throws IOException;

  /// A directory of this attempt's own for intermediate files, deleted when it ends.
  Path workDirectory() throws IOException;
}
