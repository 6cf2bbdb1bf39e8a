package dev.offload.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.kafka.setup.ShareGroupLimits;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.TaskHandler.Load;
import dev.offload.worker.loop.QueuePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueuePlannerTest {
  private static final ShareGroupLimits LIMITS = new ShareGroupLimits(Duration.ofSeconds(30), 5);
  private static final int CORES = 6;

  private record Named(String type, Load load) implements TaskHandler {
    @Override
    public Outcome handle(TaskContext task) {
      return Outcome.succeeded(null);
    }
  }

  private final TaskHandler mail = new Named("mail", Load.WAITING);
  private final TaskHandler image = new Named("image", Load.CPU);

  @Test
  void defaultsAreThoseThatAreDocumented() {
    // When
    WorkerConfig config = Configs.worker(Map.of());

    // Then
    assertThat(config.name()).isEmpty();
    assertThat(config.queues()).isEmpty();
    assertThat(config.tellAfter()).isEqualTo(Duration.ofMillis(10));
    assertThat(config.claimAfter()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(12));
    assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.workDirectory())
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "offload-work"));
  }

  @Test
  void queueOfAWaitingHandlerHasManySlots() {
    assertThat(plan("mail", Map.of("types", "mail")))
        .isEqualTo(
            new QueuePlan(
                "mail",
                256,
                64,
                false,
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofSeconds(30),
                5,
                Map.of("mail", mail)));
  }

  @Test
  void queueOfACpuHandlerHasASlotForEachCore() {
    QueuePlan plan = plan("image", Map.of("types", "image"));

    assertThat(plan.slots()).isEqualTo(CORES);
    assertThat(plan.batch()).isEqualTo(1);
  }

  @Test
  void queueServesTheTypeWithItsNameByDefault() {
    assertThat(plan("mail", Map.of("slots", "3")).handlers()).isEqualTo(Map.of("mail", mail));
    assertThat(plan("bulk", Map.of("types", "mail,image")).handlers())
        .isEqualTo(Map.of("mail", mail, "image", image));
  }

  @Test
  void slotsAndBatchAreTakenFromConfiguration() {
    QueuePlan plan = plan("mail", Map.of("slots", "8", "batch", "8"));

    assertThat(plan.slots()).isEqualTo(8);
    assertThat(plan.batch()).isEqualTo(8);
  }

  @Test
  void slotsAreSharedByTenantsIfConfigured() {
    assertThat(plan("mail", Map.of("slots", "8")).sharedByTenant()).isFalse();
    assertThat(plan("mail", Map.of("shared-by-tenant", "true")).sharedByTenant()).isTrue();
    assertThat(plan("mail", Map.of("shared-by-tenant", "true")).batch()).isEqualTo(128);
  }

  @Test
  void queueWithoutHandlerIsRefusedWithAdvice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("report", Map.of("slots", "1")))
        .withMessageContaining("type report")
        .withMessageContaining("[image, mail]")
        .withMessageContaining("offload.worker.queues.report.types");
  }

  @Test
  void batchLargerThanTheSlotsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("mail", Map.of("slots", "2", "batch", "3")))
        .withMessage("batch must be 1 to the slots 2, was 3");
  }

  @Test
  void typeWithTwoHandlersIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QueuePlanner(Configs.worker(Map.of()), List.of(mail, mail), CORES))
        .withMessageContaining("task type mail must have one handler");
  }

  private QueuePlan plan(String queue, Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    settings.forEach(
        (name, value) -> properties.put("offload.worker.queues." + queue + "." + name, value));
    return new QueuePlanner(Configs.worker(properties), List.of(mail, image), CORES)
        .plan(queue, LIMITS);
  }
}
