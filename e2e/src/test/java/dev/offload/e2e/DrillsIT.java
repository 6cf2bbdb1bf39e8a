package dev.offload.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.e2e.drill.CrashDrill;
import dev.offload.e2e.drill.FailoverDrill;
import dev.offload.e2e.drill.KillDrill;
import dev.offload.e2e.drill.MailDrill;
import dev.offload.e2e.drill.PoisonDrill;
import dev.offload.e2e.process.Home;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The drills, shortened: those that a build has time for.
class DrillsIT {
  @TempDir Path data;

  @Test
  void everyAcceptedTaskOutlivesAKillAndEndsOnce() throws Exception {
    var findings = new KillDrill(Home.here(), data, 300, 42).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  void everyoneGetsAMailingThatAKillInterruptsAndFewGetItTwice() throws Exception {
    var findings = new MailDrill(Home.here(), data, 200, 42).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  void poisonFailsForGoodAndTakesNoOtherTaskAlong() throws Exception {
    var findings = new PoisonDrill(Home.here(), data, 20, Duration.ofSeconds(3)).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  void eachTaskEndsAsItsKindMustHoweverOftenTheProcessIsKilled() throws Exception {
    var findings = new CrashDrill(Home.here(), data, 400, 3, 42).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  void oneOfEachTakesOverFromTheOtherThatIsKilled() throws Exception {
    var findings =
        new FailoverDrill(
                Home.here(),
                data,
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10))
            .run();

    assertThat(findings.faults()).isEmpty();
  }
}
