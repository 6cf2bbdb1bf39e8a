package dev.offload.image;

import dev.offload.image.header.UnfitPicture;
import dev.offload.worker.TaskFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// Finds and reads the files of pictures.
record Sources(TaskFiles files, ImageLimits limits) {

  /// @throws UnfitPicture if there is no such file, or it is too large
  TaskFiles.Info find(String id) throws IOException, UnfitPicture {
    TaskFiles.Info file =
        files.find(id).orElseThrow(() -> UnfitPicture.missing("there is no file %s".formatted(id)));
    limits.requireFileSize(file.size());
    return file;
  }

  byte[] read(TaskFiles.Info file) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(file.size())];
    try (InputStream in = files.open(file.id())) {
      int length = in.readNBytes(bytes, 0, bytes.length);
      if (length < bytes.length) {
        throw new EOFException(
            "file %s has %d bytes, but only %d arrived".formatted(file.id(), bytes.length, length));
      }
    }
    return bytes;
  }
}
