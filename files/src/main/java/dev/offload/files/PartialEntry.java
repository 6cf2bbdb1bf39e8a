package dev.offload.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The folder of a file that is not whole. It has `partial.json`, `content`, and an empty file
/// `arrived-<n>`: the first n bytes of the content are on the disk. When more bytes are on the
/// disk, this file is renamed. Its time of change is when that happened.
///
/// Once there is a `file.json`, the file is whole, and nothing is written to the content any more,
/// since other files may share it.
record PartialEntry(Path folder) {
  private static final String ARRIVED = "arrived-";

  /// How often a folder is listed if a rename hides the name that is looked for.
  private static final int LOOKS = 100;

  Path content() {
    return whole().content();
  }

  /// This folder as the folder of a complete file.
  FileEntry whole() {
    return new FileEntry(folder);
  }

  boolean isWhole() {
    return whole().exists();
  }

  /// Fills the folder, which is empty.
  void begin(PartialFile file) throws IOException {
    Files.createFile(content());
    Files.createFile(arrived(0));
    touch(arrived(0), file.createdAt());
    Durable.write(description(), FileEntry.JSON.writeValueAsBytes(file));
    Durable.syncFolder(folder);
  }

  /// Empty if there is no such file.
  Optional<PartialFile> read() throws IOException {
    try {
      byte[] json = Files.readAllBytes(description());
      return Optional.of(FileEntry.JSON.readValue(json, PartialFile.class));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  /// The size that the file will have; empty if there is no such file. If its description is
  /// damaged, that of its content.
  OptionalLong size() throws IOException {
    try {
      Optional<PartialFile> file = read();
      return file.isPresent() ? OptionalLong.of(file.get().size()) : OptionalLong.empty();
    } catch (JsonProcessingException e) {
      return OptionalLong.of(Files.size(content()));
    }
  }

  Optional<Arrival> arrival() throws IOException {
    for (int look = 0; look < LOOKS; look++) {
      Optional<PartialFile> file = read();
      if (file.isEmpty()) {
        return Optional.empty();
      }
      OptionalLong offset = offset();
      if (offset.isPresent()) {
        try {
          Path mark = arrived(offset.getAsLong());
          Instant lastPiece = Files.getLastModifiedTime(mark).toInstant();
          return Optional.of(new Arrival(file.get(), offset.getAsLong(), lastPiece));
        } catch (NoSuchFileException e) {
          // The file was renamed because more has arrived meanwhile.
        }
      }
    }
    throw new IOException("the number of bytes that have arrived can't be determined: " + folder);
  }

  /// When something was last written, whether it counts yet or not.
  Instant lastWrite() throws IOException {
    return Files.getLastModifiedTime(content()).toInstant();
  }

  /// Notes that the first `offset` bytes are on the disk, where they were `before` until now.
  void advance(long before, long offset, Instant now) throws IOException {
    touch(arrived(before), now);
    Files.move(arrived(before), arrived(offset), StandardCopyOption.ATOMIC_MOVE);
    Durable.syncFolder(folder);
  }

  /// Notes that the file is whole. Only a move is missing now.
  void complete(StoredFile file) throws IOException {
    whole().describeAtOnce(file);
  }

  /// Removes the files that only an upload has.
  void tidy() throws IOException {
    Files.deleteIfExists(description());
    OptionalLong offset = offset();
    if (offset.isPresent()) {
      Files.deleteIfExists(arrived(offset.getAsLong()));
    }
  }

  private OptionalLong offset() throws IOException {
    try (Stream<Path> parts = Files.list(folder)) {
      return parts
          .map(part -> part.getFileName().toString())
          .filter(name -> name.startsWith(ARRIVED))
          .mapToLong(name -> Long.parseLong(name.substring(ARRIVED.length())))
          .max();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return OptionalLong.empty();
    }
  }

  private static void touch(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private Path arrived(long offset) {
    return folder.resolve(ARRIVED + offset);
  }

  private Path description() {
    return folder.resolve("partial.json");
  }
}
