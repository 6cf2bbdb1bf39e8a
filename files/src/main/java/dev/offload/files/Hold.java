package dev.offload.files;

/// Keeps a file from being deleted until the hold is closed. Close it when it is certain that the
/// log has the submission that names the file, or never will. A process that dies leaves its holds
/// behind.
public interface Hold extends AutoCloseable {
  @Override
  void close();
}
