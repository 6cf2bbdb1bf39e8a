package dev.offload.files;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The folder of one file. It has `content` and `file.json`, which is written last and whose
/// time of change is when the file was last used. There is a `hold-<random>` for each
/// submission that names the file and is on its way into the log. There is `claimed` while
/// somebody decides whether to delete the file.
record FileEntry(Path folder) {

  private static final String HOLD = "hold-";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  Path content() {
    return folder.resolve("content");
  }

  void describe(StoredFile file) throws IOException {
    Durable.write(description(), JSON.writeValueAsBytes(file));
    Files.setLastModifiedTime(description(), FileTime.from(file.createdAt()));
  }

  /// Writes the description in one step, for a folder that others already see.
  void describeAtOnce(StoredFile file) throws IOException {
    Durable.replace(description(), JSON.writeValueAsBytes(file), FileTime.from(file.createdAt()));
  }

  Optional<StoredFile> read() throws IOException {
    try {
      byte[] json = Files.readAllBytes(description());
      return Optional.of(JSON.readValue(json, StoredFile.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  boolean exists() {
    return Files.exists(description());
  }

  /// Empty if there is no such file.
  Optional<Instant> lastUsed() throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(description()).toInstant());
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  /// Sets the time of the last use to `now`, or to a little later than before, so that each use
  /// changes it.
  ///
  /// @throws NoSuchFileException if there is no such file
  void use(Instant now) throws IOException {
    Instant before = Files.getLastModifiedTime(description()).toInstant();
    Instant at = now.isAfter(before) ? now : before.plusMillis(1);
    Files.setLastModifiedTime(description(), FileTime.from(at));
  }

  /// @throws NoSuchFileException if there is no such file
  Path hold(String name) throws IOException {
    return Files.createFile(folder.resolve(HOLD + name));
  }

  Set<String> holds() throws IOException {
    try (Stream<Path> parts = Files.list(folder)) {
      return parts
          .map(part -> part.getFileName().toString())
          .filter(name -> name.startsWith(HOLD))
          .collect(Collectors.toUnmodifiableSet());
    } catch (NoSuchFileException e) {
      return Set.of();
    }
  }

  void drop(String hold) throws IOException {
    if (hold.startsWith(HOLD)) {
      Files.deleteIfExists(folder.resolve(hold));
    }
  }

  /// Returns false if there is no such file. A claim that a dead process has left counts as the
  /// caller's.
  boolean claim() throws IOException {
    try {
      Files.createFile(claimed());
      return true;
    } catch (FileAlreadyExistsException e) {
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  boolean isClaimed() {
    return Files.exists(claimed());
  }

  void giveBack() throws IOException {
    Files.deleteIfExists(claimed());
  }

  void deleteContent() throws IOException {
    Files.deleteIfExists(content());
    Files.deleteIfExists(folder.resolve(BlobPool.LINK));
  }

  void delete() throws IOException {
    try (Stream<Path> parts = Files.list(folder)) {
      for (Path part : parts.toList()) {
        Files.deleteIfExists(part);
      }
    } catch (NoSuchFileException e) {
      return;
    }
    Files.deleteIfExists(folder);
  }

  private Path description() {
    return folder.resolve("file.json");
  }

  private Path claimed() {
    return folder.resolve("claimed");
  }
}
