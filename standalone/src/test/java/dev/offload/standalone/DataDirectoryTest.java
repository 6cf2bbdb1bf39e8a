package dev.offload.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path parent;

  @Test
  void secondProcessIsToldWhichOneHasIt() throws Exception {
    var root = parent.resolve("data");
    try (var _ = DataDirectory.open(root)) {
      assertThatThrownBy(() -> DataDirectory.open(root))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()))
          .hasMessageContaining("--data");
    }
  }

  @Test
  void aClosedDirectoryCanBeOpenedAgain() throws Exception {
    DataDirectory.open(parent).close();

    try (var again = DataDirectory.open(parent)) {
      assertThat(again.root()).isEqualTo(parent);
    }
  }

  @Test
  void aTemporaryDirectoryGoesWithItsContents() throws Exception {
    var directory = DataDirectory.temporary();
    Files.createDirectories(directory.kafka());
    Files.writeString(directory.kafka().resolve("log"), "x");

    directory.close();

    assertThat(directory.root()).doesNotExist();
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsNamedInTheRefusal() throws Exception {
    var file = Files.createFile(parent.resolve("file"));

    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(file.toString());
  }
}
