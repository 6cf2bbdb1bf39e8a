package dev.offload.worker.run;

import dev.offload.disk.Trees;
import dev.offload.files.FileId;
import dev.offload.files.FileStore;
import dev.offload.files.NewFile;
import dev.offload.files.Quota;
import dev.offload.files.StoredFile;
import dev.offload.files.Storing;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.TaskId;
import dev.offload.worker.TaskFiles;
import dev.offload.worker.scratch.LazyProcessSpace;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The files of one run: its tenant's files in the file store, and the run's own directory.
final class RunFiles implements TaskFiles, AutoCloseable {
  private final Supplier<FileStore> store;
  private final LazyProcessSpace work;
  private final String tenant;
  private final TaskId task;
  private Path workDirectory;

  RunFiles(Supplier<FileStore> store, LazyProcessSpace work, String tenant, TaskId task) {
    this.store = store;
    this.work = work;
    this.tenant = tenant;
    this.task = task;
  }

  @Override
  public Optional<Info> find(String fileId) {
    return FileId.parse(fileId)
        .flatMap(this::stored)
        .map(file -> new Info(file.id().value(), file.name(), file.contentType(), file.size()));
  }

  private Optional<StoredFile> stored(FileId id) {
    try {
      return store.get().find(tenant, id);
    } catch (IOException e) {
      throw new UncheckedIOException("the file store does not answer", e);
    }
  }

  @Override
  public InputStream open(String fileId) throws IOException {
    Optional<FileId> id = FileId.parse(fileId);
    Optional<InputStream> content =
        id.isEmpty() ? Optional.empty() : store.get().open(tenant, id.get());
    return content.orElseThrow(() -> new FileNotFoundException("there is no file " + fileId));
  }

  @Override
  public OutputFile create(String name, String contentType, Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return create(name, contentType, content);
    }
  }

  @Override
  public OutputFile create(String name, String contentType, byte[] bytes) throws IOException {
    return create(name, contentType, new ByteArrayInputStream(bytes));
  }

  @Override
  public OutputFile create(String name, String contentType, InputStream content)
      throws IOException {
    NewFile file =
        new NewFile(
            name, contentType, Optional.empty(), Long.MAX_VALUE, Optional.of(task.toString()));
    return switch (store.get().store(tenant, file, content)) {
      case Storing.Stored(StoredFile kept) -> output(kept);
      case Storing.NoRoom _ -> throw new NoRoom();
      case Storing.OverQuota(Quota quota) -> throw new OverQuota(quota);
      case Storing.FileTooLarge refusal -> throw new IOException("refused: " + refusal);
      case Storing.ChecksumMismatch refusal -> throw new IOException("refused: " + refusal);
    };
  }

  private static OutputFile output(StoredFile file) {
    return OutputFile.of(
        file.id().value(), file.name(), file.contentType(), file.size(), file.sha256().toString());
  }

  @Override
  public synchronized Path workDirectory() throws IOException {
    if (workDirectory == null) {
      workDirectory = work.directory("run-");
    }
    return workDirectory;
  }

  @Override
  public synchronized void close() throws IOException {
    if (workDirectory != null) {
      Trees.delete(workDirectory);
    }
  }
}
