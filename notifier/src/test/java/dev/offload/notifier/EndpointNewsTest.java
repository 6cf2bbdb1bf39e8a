package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.RetryPolicy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointNewsTest {
  private static final String URL = "https://shop.example/";
  private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant AT = SINCE.plusSeconds(60);

  private final Endpoint about = endpoint("endpoint.*");

  @Test
  void othersThatAskForItAreTold() {
    Endpoint all = endpoint("endpoint.*");
    Endpoint failures = endpoint("endpoint.failing");
    Endpoint tasks = endpoint("task.*");
    Endpoint disabled = endpoint("endpoint.*");
    Endpoint off =
        Endpoints.with(
            disabled, disabled.secrets(), new Endpoint.Disabled(Endpoint.DisabledBy.OWNER, AT));

    List<SubmitTask> told =
        news("1").deliveries(List.of(about, all, failures, tasks, off), retry());

    assertThat(told)
        .extracting(task -> task.input().path("endpoint").textValue())
        .containsExactly(all.id().toString(), failures.id().toString());
    assertThat(told.getFirst().input().path("event"))
        .isEqualTo(
            Json.MAPPER
                .createObjectNode()
                .put("type", "endpoint.failing")
                .put("timestamp", AT.toString())
                .set(
                    "data",
                    Json.MAPPER
                        .createObjectNode()
                        .put("endpoint", about.id().toString())
                        .put("since", SINCE.toString())
                        .put("reason", "no answer")));
  }

  @Test
  void sameOccasionIsTheSameDelivery() {
    List<Endpoint> others = List.of(endpoint("endpoint.*"));

    assertThat(ids(news("1"), others)).isEqualTo(ids(news("1"), others));
    assertThat(ids(news("1"), others)).isNotEqualTo(ids(news("2"), others));
  }

  private static List<Object> ids(EndpointNews news, List<Endpoint> others) {
    return news.deliveries(others, retry()).stream().<Object>map(SubmitTask::taskId).toList();
  }

  private EndpointNews news(String occasion) {
    return new EndpointNews(about, "endpoint.failing", AT, SINCE, "no answer", occasion);
  }

  private static RetryPolicy retry() {
    return RetryPolicy.DEFAULT;
  }

  private static Endpoint endpoint(String events) {
    return Endpoints.of("acme", Endpoints.to(URL, List.of(events)));
  }
}
