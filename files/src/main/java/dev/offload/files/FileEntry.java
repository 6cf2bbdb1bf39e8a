package dev.offload.files;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of one file: `content` and, written after it, `file.json`.
record FileEntry(Path folder) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  Path content() {
    return folder.resolve("content");
  }

  void describe(StoredFile file) throws IOException {
    Durable.write(folder.resolve("file.json"), JSON.writeValueAsBytes(file));
  }

  Optional<StoredFile> read() throws IOException {
    try {
      byte[] json = Files.readAllBytes(folder.resolve("file.json"));
      return Optional.of(JSON.readValue(json, StoredFile.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
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
}
