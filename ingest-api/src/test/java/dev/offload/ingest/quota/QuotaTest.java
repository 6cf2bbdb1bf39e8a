package dev.offload.ingest.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.offload.ingest.problem.ProblemException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private final AtomicBoolean isTakenBack = new AtomicBoolean();

  @Test
  void thereIsRoomUpToTheLimit() {
    Quota quota = Quota.ofTenant("bytes of schedules", 100, () -> 60);

    quota.checkRoom(40);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> quota.checkRoom(41))
        .satisfies(
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(429);
              assertThat(refused.problem().code()).isEqualTo("quota-exceeded");
              assertThat(refused.problem().detail())
                  .isEqualTo("A tenant may have at most 100 bytes of schedules.");
            });
  }

  @Test
  void quotaOfAllSaysThatItIsNotTheTenantsAlone() {
    Quota quota = Quota.ofAll("faces in galleries", 100, () -> 100);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> quota.checkRoom(1))
        .satisfies(
            refused -> {
              assertThat(refused.problem().code()).isEqualTo("quota-exceeded");
              assertThat(refused.problem().detail())
                  .startsWith("All tenants together may have at most 100 faces in galleries");
            });
  }

  @Test
  void writeThatAddsNothingIsFreeWhereALowerLimitIsExceeded() {
    Quota quota = Quota.ofTenant("schedules", 100, () -> 200);

    assertThatNoException().isThrownBy(() -> quota.checkRoom(-10));
    assertThatNoException().isThrownBy(() -> quota.checkWritten(0, () -> isTakenBack.set(true)));
    assertThat(isTakenBack).isFalse();
  }

  @Test
  void writeIsTakenBackIfOthersCameFirst() {
    Quota quota = Quota.ofTenant("schedules", 100, () -> 101);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> quota.checkWritten(1, () -> isTakenBack.set(true)));
    assertThat(isTakenBack).isTrue();
  }
}
