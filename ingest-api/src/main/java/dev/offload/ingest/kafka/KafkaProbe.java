package dev.offload.ingest.kafka;

import dev.offload.ingest.health.Vital;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// Asks Kafka whether it is there.
@ApplicationScoped
public class KafkaProbe implements Vital {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Admin admin;

  KafkaProbe(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    admin = Admin.create(config);
  }

  @Override
  public String wellness() {
    return "kafkaAnswers";
  }

  @Override
  public boolean isWell() {
    return answers();
  }

  public boolean answers() {
    try {
      return !admin
          .describeCluster()
          .nodes()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @PreDestroy
  void close() {
    admin.close(Duration.ZERO);
  }
}
