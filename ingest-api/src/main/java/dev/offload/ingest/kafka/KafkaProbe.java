package dev.offload.ingest.kafka;

import dev.offload.ingest.health.Vital;
import dev.offload.kafka.admin.AdminAnswer;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// Asks Kafka whether it is there.
@ApplicationScoped
class KafkaProbe implements Vital {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Admin admin;

  KafkaProbe(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    admin = AdminAnswer.admin(kafka, PATIENCE);
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
      return !AdminAnswer.await(admin.describeCluster().nodes(), PATIENCE).isEmpty();
    } catch (KafkaException _) {
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
