package dev.offload.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalKeyTest {
  @TempDir Path home;

  @BeforeEach
  void keepAKey() throws Exception {
    Path kept = home.resolve(".local/share/offload/secrets.properties");
    Files.createDirectories(kept.getParent());
    Files.writeString(kept, "master-key=xyz\nadmin-key=off_1_kept\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"})
  void keyOfAnOffloadOnThisMachineIsFound(String server) throws Exception {
    assertThat(new LocalKey(Map.of(), home).find(URI.create(server))).hasValue("off_1_kept");
  }

  @Test
  void keyOfThisMachineIsSentToNoOther() throws Exception {
    assertThat(new LocalKey(Map.of(), home).find(URI.create("https://offload.example"))).isEmpty();
  }

  @Test
  void environmentTakesPrecedence() throws Exception {
    LocalKey keys = new LocalKey(Map.of("OFFLOAD_KEY", " off_2_given "), home);

    assertThat(keys.find(URI.create("http://localhost:8080"))).hasValue("off_2_given");
    assertThat(keys.find(URI.create("https://offload.example"))).hasValue("off_2_given");
  }

  @Test
  void missingKeyFileGivesNoKey() throws Exception {
    Map<String, String> elsewhere = Map.of("XDG_DATA_HOME", home.resolve("none").toString());

    assertThat(new LocalKey(elsewhere, home).find(URI.create("http://localhost:8080"))).isEmpty();
  }
}
