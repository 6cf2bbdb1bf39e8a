package dev.offload.notifier;

import dev.offload.schemas.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/// What the channel of completions reads, and as which group. SmallRye takes it for the channel of
/// the same name.
@ApplicationScoped
class CompletionsChannel {
  static final String NAME = "notifier-completions";

  @Produces
  @Identifier(NAME)
  Map<String, Object> settings() {
    return Map.of(
        "topic", Topics.COMPLETIONS.name(), ConsumerConfig.GROUP_ID_CONFIG, Topics.NOTIFIER_GROUP);
  }
}
