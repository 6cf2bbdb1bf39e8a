package dev.offload.ingest.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.files.Reserve;
import dev.offload.ingest.problem.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageGuardTest {
  private static final long RESERVE = 512;

  @Test
  void fileMayUseAllButTheReserve() {
    var reserve = new Reserve(List.of(Path.of("files")), RESERVE, _ -> RESERVE + 4);
    var guard = new StorageGuard(reserve, reserve, Duration.ofSeconds(30), () -> 0);

    assertThatCode(() -> guard.requireRoomForFile(4)).doesNotThrowAnyException();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> guard.requireRoomForFile(5))
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(507));
  }
}
