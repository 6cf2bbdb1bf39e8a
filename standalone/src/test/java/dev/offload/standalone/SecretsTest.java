package dev.offload.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.secrets.Encrypter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path directory;

  private final SecureRandom random = new SecureRandom();
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("secrets.properties");
  }

  @Test
  void secretsAreMadeOnceAndKept() throws IOException {
    var first = Secrets.keptIn(file, random);

    assertThat(Secrets.keptIn(file, random)).isEqualTo(first);
    assertThat(first.adminKey()).matches("off_[0-9a-f]+_[0-9a-f]{48}");
    assertThat(first.webhookSecret("default")).startsWith("whsec_");
    assertThat(first.encryptionKey()).startsWith("k1:");
    assertThatCode(() -> new Encrypter(List.of(first.encryptionKey()))).doesNotThrowAnyException();
  }

  @Test
  void fileOfAnEarlierReleaseGetsAnEncryptionKey() throws IOException {
    Files.writeString(file, "master-key=abc\nadmin-key=def\n");

    var completed = Secrets.keptIn(file, random);

    assertThat(completed.masterKey()).isEqualTo("abc");
    assertThat(completed.adminKey()).isEqualTo("def");
    assertThat(Secrets.keptIn(file, random)).isEqualTo(completed);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void onlyTheOwnerMayReadThem() throws IOException {
    Secrets.keptIn(file, random);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileWithoutAKeyIsNotReplacedSilently() throws IOException {
    Files.writeString(file, "master-key=abc\n");

    assertThatThrownBy(() -> Secrets.keptIn(file, random))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("admin-key");
  }
}
