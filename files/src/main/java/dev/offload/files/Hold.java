package dev.offload.files;

/// Keeps a file from being deleted until it is closed, once it is certain that the log has what
/// names the file, or never will. A process that dies leaves its holds behind.
public interface Hold extends AutoCloseable {
  @Override
  void close();
}
