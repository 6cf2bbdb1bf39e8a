package dev.offload.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
  @TempDir Path parent;

  @Test
  void directoryIsDeletedWithEverythingInIt() throws IOException {
    Path tree = Files.createDirectories(parent.resolve("tree/branch/twig")).getParent().getParent();
    Files.writeString(tree.resolve("branch/leaf"), "x");

    Trees.delete(tree);

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void linkIsDeletedButNotItsTarget() throws IOException {
    Path other = Files.createDirectories(parent.resolve("other"));
    Files.writeString(other.resolve("file"), "x");
    Path tree = Files.createDirectories(parent.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), other);

    Trees.delete(tree);

    assertThat(tree).doesNotExist();
    assertThat(other.resolve("file")).exists();
  }

  @Test
  void deletingAMissingDirectoryIsAllowed() throws IOException {
    Trees.delete(parent.resolve("tree"));

    assertThat(parent).isEmptyDirectory();
  }
}
