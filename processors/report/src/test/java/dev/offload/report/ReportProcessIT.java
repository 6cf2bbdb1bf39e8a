package dev.offload.report;

import static dev.offload.report.RunningReports.ENDLESS;
import static dev.offload.report.RunningReports.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.worker.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The child process of a report, and how it ends.
class ReportProcessIT {
  @RegisterExtension final RunningReports reports = new RunningReports();

  @Test
  void childSeesNothingOfTheEnvironment() throws Exception {
    assertThat(System.getenv()).as("of the parent").containsKey("PATH");
    ReportRig task = ReportRig.report(ENDLESS).csv("sales", SALES);
    CompletableFuture<Outcome> outcome = reports.handleInBackground(task);

    ProcessHandle child = reports.awaitChild();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        Files.readString(Path.of("/proc", child.pid() + "", "environ")).split("\0"))
                    .containsExactlyInAnyOrder("LC_ALL=C.UTF-8", "TZ=UTC"));
    task.cancel();
    outcome.join();
  }

  @Test
  void cancelledReportIsHandedBackAndItsChildKilled() throws Exception {
    ReportRig task = ReportRig.report(ENDLESS).csv("sales", SALES);
    CompletableFuture<Outcome> outcome = reports.handleInBackground(task);
    ProcessHandle child = reports.awaitChild();

    task.cancel();

    assertThat(outcome.join()).isInstanceOf(Outcome.Snoozed.class);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void interruptedReportKillsItsChild() throws Exception {
    ReportRig task = ReportRig.report(ENDLESS).csv("sales", SALES);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    reports.handle(task);
                  } catch (IOException | InterruptedException e) {
                    thrown.set(e);
                  }
                });
    ProcessHandle child = reports.awaitChild();

    thread.interrupt();
    thread.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void reportWhoseChildIsKilledMayBeRetried() throws Exception {
    CompletableFuture<Outcome> outcome =
        reports.handleInBackground(ReportRig.report(ENDLESS).csv("sales", SALES));
    ProcessHandle child = reports.awaitChild();

    child.destroyForcibly();

    Outcome.Failed failed = (Outcome.Failed) outcome.join();
    assertThat(failed.code()).isEqualTo("report-crashed");
    assertThat(failed.isFinal()).isFalse();
  }

  @Test
  void directoryOfAKilledProcessIsDeletedAtTheStart() throws Exception {
    Path left = Files.createDirectories(reports.directory().resolve("worker-4711/report-1/spill"));
    Files.writeString(left.resolve("rows"), "x");
    ReportHandler other = reports.handler("offload.report.max-rows", "7");
    other.handle(ReportRig.report("FROM sales").csv("sales", SALES));

    reports.use("offload.report.max-rows", "9");

    assertThat(reports.directory().resolve("worker-4711")).doesNotExist();
    try (Stream<Path> living = Files.list(reports.directory())) {
      assertThat(living).as("of the other handler").hasSize(1);
    }
    other.close();
  }
}
