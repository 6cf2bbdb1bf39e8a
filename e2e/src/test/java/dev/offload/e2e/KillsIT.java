package dev.offload.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.e2e.drill.CrashDrill;
import dev.offload.e2e.drill.FilesDrill;
import dev.offload.e2e.drill.GroupsDrill;
import dev.offload.e2e.drill.LimitsDrill;
import dev.offload.e2e.drill.MailDrill;
import dev.offload.e2e.drill.Store;
import dev.offload.e2e.drill.UploadDrill;
import dev.offload.e2e.drill.WebhooksDrill;
import dev.offload.e2e.process.Home;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The drills that kill processes, in a short form. They check what became of the tasks and
/// not how long it took, so two of them run at the same time. The kill drill is left out: the
/// crash drill checks the same for every kind of task.
class KillsIT {
  @TempDir Path data;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void mailingReachesEveryoneDespiteAKill() throws Exception {
    var findings = new MailDrill(Home.here(), data, 200, 42).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void everyTaskEndsAsItShouldDespiteKills() throws Exception {
    var findings = new CrashDrill(Home.here(), data, 300, 2, 42).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void limitIsNeverExceededDespiteAKill() throws Exception {
    var findings = new LimitsDrill(Home.here(), data, 120, 1, 42).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void groupEndsOnceAndIsFollowedOnceDespiteAKill() throws Exception {
    var findings = new GroupsDrill(Home.here(), data, 1_000, 200, 42).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void onlyUnusedFilesAreDeletedDespiteKills() throws Exception {
    var findings = new FilesDrill(Home.here(), data, Store.DIRECTORY, 120, 1, 42).run();

    assertThat(findings.faults()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void uploadGoesOnDespiteABrokenLineAndAKill(Store store) throws Exception {
    var findings = new UploadDrill(Home.here(), data, store, 120_000_000, 256, 42).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void everyWebhookArrivesWithItsIdDespiteAKill() throws Exception {
    var findings = new WebhooksDrill(Home.here(), data, 500, 42).run();

    assertThat(findings.faults()).isEmpty();
  }
}
