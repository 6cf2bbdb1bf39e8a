package dev.offload.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserDataTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void dataIsKeptBelowTheHomeOfTheUser() {
    assertThat(UserData.directory("offload", Map.of(), HOME))
        .isEqualTo(Path.of("/home/ada/.local/share/offload"));
    assertThat(UserData.directory("offload", Map.of("XDG_DATA_HOME", " "), HOME))
        .isEqualTo(Path.of("/home/ada/.local/share/offload"));
  }

  @Test
  void environmentNamesAnotherPlace() {
    assertThat(UserData.directory("offload", Map.of("XDG_DATA_HOME", "/data"), HOME))
        .isEqualTo(Path.of("/data/offload"));
  }
}
