package dev.offload.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.e2e.drill.EndpointsDrill;
import dev.offload.e2e.drill.FailoverDrill;
import dev.offload.e2e.drill.FairDrill;
import dev.offload.e2e.drill.NeighbourDrill;
import dev.offload.e2e.drill.PhotosDrill;
import dev.offload.e2e.drill.PoisonDrill;
import dev.offload.e2e.drill.SharedLimits.Bounds;
import dev.offload.e2e.drill.StreamsDrill;
import dev.offload.e2e.drill.TimersDrill;
import dev.offload.e2e.process.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// The drills that depend on times, shortened: those that a build has time for. Each has the
/// machine for itself. The soak drill has nothing to say in a minute.
@Isolated("Its drills judge how long something takes.")
class DrillsIT {
  @TempDir Path data;

  @Test
  void poisonFailsForGoodWithoutHarmingOtherTasks() throws Exception {
    var findings = new PoisonDrill(Home.here(), data, 20, Duration.ofSeconds(3)).run();

    assertThat(findings.faults()).isEmpty();
  }

  /// How soon is for the whole drill to say. Without turns, they would wait for the whole flood.
  @Test
  void floodHoldsUpNeitherAnotherTenantNorAnUrgentTask() throws Exception {
    var flood = new FairDrill.Flood(40_000, Duration.ofMillis(50));
    var findings = new FairDrill(Home.here(), flood, 3, Duration.ofSeconds(6)).run();

    assertThat(findings.faults()).isEmpty();
  }

  /// A slot becomes free after one run, and what waits with workers takes another one. The
  /// whole flood takes half a minute.
  @Test
  void floodOfLongTasksHoldsOthersUpForTwoRunsAtMost() throws Exception {
    var flood = new FairDrill.Flood(2_000, Duration.ofSeconds(4));
    var findings = new FairDrill(Home.here(), flood, 1, Duration.ofSeconds(12)).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  void manyTimersHoldNobodyUpAndOutliveAKill() throws Exception {
    var load = new TimersDrill.Load(2000, 2000, Duration.ofSeconds(20));
    var expectation =
        new TimersDrill.Expectation(512, Duration.ofSeconds(6), Duration.ofSeconds(5), true);
    var findings = new TimersDrill(Home.here(), data, load, expectation).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  void unreadStreamsDoNotHoldOthersUp() throws Exception {
    var load = new StreamsDrill.Load(130, 60 * 1024, 200, 200);
    var expectation = new StreamsDrill.Expectation(384, 5);
    var findings = new StreamsDrill(Home.here(), data, load, expectation).run();

    assertThat(findings.faults()).isEmpty();
  }

  /// How many times slower others get is for the whole drill to say. Here nothing may stand still:
  /// what this guards against held submissions up for ten seconds and more, and webhooks for ever.
  @Test
  void crowdDoesNotHoldUpItsNeighbour() throws Exception {
    var load = new NeighbourDrill.Load(500, 12, Duration.ofSeconds(1), 3);
    var expectation =
        new NeighbourDrill.Expectation(5, Duration.ofMillis(400), Duration.ofSeconds(20));
    var findings = new NeighbourDrill(Home.here(), data, load, expectation).run();

    assertThat(findings.faults()).isEmpty();
  }

  /// How many times slower they get is for the whole drill to say. If hanging endpoints held others
  /// up, these would wait for the time limit of a delivery.
  @Test
  void badEndpointsDoNotHoldUpHealthyOnes() throws Exception {
    var load = new EndpointsDrill.Load(20, 10, 5, 200);
    var expectation = new EndpointsDrill.Expectation(5, Duration.ofMillis(400));
    var findings = new EndpointsDrill(Home.here(), data, load, expectation).run();

    assertThat(findings.faults()).isEmpty();
  }

  /// How many a second, and whether the process grows, is for the whole drill to say.
  @Test
  void mixedPhotosBecomeWhatAPageNeeds() throws Exception {
    var findings = new PhotosDrill(Home.here(), data, 60, 1_000, 42).run();

    assertThat(findings.faults()).isEmpty();
  }

  @Test
  void survivorTakesOverFromTheKilledOneAndKeepsToTheLimits() throws Exception {
    var findings =
        new FailoverDrill(
                Home.here(),
                data,
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                new Bounds(List.of(3), List.of(20)))
            .run();

    assertThat(findings.faults()).isEmpty();
  }
}
