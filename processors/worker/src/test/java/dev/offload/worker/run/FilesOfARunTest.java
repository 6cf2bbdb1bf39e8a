package dev.offload.worker.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.files.NewFile;
import dev.offload.files.Quota;
import dev.offload.files.StoreUnavailable;
import dev.offload.files.Storing;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.worker.Outcome;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files that a run reads and makes.
class FilesOfARunTest {
  @TempDir Path directory;

  @Test
  void onlyFilesOfTheTenantAreFound() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      String own = stored(rig, RunRig.TENANT);
      String foreign = stored(rig, "other");

      // When
      rig.start(
              task -> {
                assertThat(task.files().find(own).orElseThrow().name()).isEqualTo("a.txt");
                assertThat(task.files().open(own)).hasContent("content");
                assertThat(task.files().find(foreign)).isEmpty();
                assertThat(task.files().find("../../etc/passwd")).isEmpty();
                assertThatExceptionOfType(FileNotFoundException.class)
                    .isThrownBy(() -> task.files().open(foreign));
                return Outcome.succeeded(null);
              })
          .left()
          .join();

      // Then
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptSucceeded");
    }
  }

  @Test
  void outputFilesStayAndTheWorkDirectoryIsDeleted() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      // When
      rig.start(
              task -> {
                Path draft = task.files().workDirectory().resolve("draft");
                Files.writeString(draft, "from a path");
                return Outcome.succeeded(
                    null,
                    List.of(
                        task.files().create("a.txt", "text/plain", draft),
                        task.files().create("b.txt", "text/plain", "bytes".getBytes(UTF_8))));
              })
          .left()
          .join();

      // Then
      List<OutputFile> files = ((AttemptSucceeded) rig.events().getLast()).files();
      assertThat(files).extracting(OutputFile::name).containsExactly("a.txt", "b.txt");
      assertThat(files).extracting(OutputFile::size).containsExactly(11L, 5L);
      assertThat(files.getFirst().sha256()).matches("[0-9a-f]{64}");
      try (Stream<Path> left = Files.find(rig.workRoot(), 9, (path, _) -> path.endsWith("draft"))) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void attemptIsHandedBackIfThereIsNoRoomForItsOutput() {
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      rig.fillDisk();

      // When
      rig.start(
              task ->
                  Outcome.succeeded(
                      null, List.of(task.files().create("a.txt", "text/plain", new byte[1]))))
          .left()
          .join();

      // Then
      assertThat(((AttemptSnoozed) rig.events().getLast()).delay())
          .isEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void attemptIsHandedBackIfTheFileStoreDoesNotAnswer() {
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      StoreUnavailable outage = new StoreUnavailable("S3 does not answer");

      // When
      rig.start(
              _ -> {
                throw new IllegalStateException("rows can't be read", new IOException(outage));
              })
          .left()
          .join();

      // Then
      assertThat(((AttemptSnoozed) rig.events().getLast()).delay())
          .isEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void attemptWithAnOutputOverTheQuotaFails() {
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      rig.limitFiles(new Quota(2, 9));

      // When
      rig.start(
              task ->
                  Outcome.succeeded(
                      null, List.of(task.files().create("a.txt", "text/plain", new byte[3]))))
          .left()
          .join();

      // Then
      TaskError error = ((AttemptFailed) rig.events().getLast()).error();
      assertThat(error.code()).isEqualTo("quota-exceeded");
      assertThat(error.isFinal()).isFalse();
    }
  }

  private static String stored(RunRig rig, String tenant) throws IOException {
    NewFile file = new NewFile("a.txt", "text/plain", Optional.empty(), 100);
    Storing stored =
        rig.files().store(tenant, file, new ByteArrayInputStream("content".getBytes(UTF_8)));
    return ((Storing.Stored) stored).file().id().value();
  }
}
