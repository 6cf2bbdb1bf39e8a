package dev.offload.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.client.SeenTask;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class DemoTaskTest {
  private static final URI HOOK = URI.create("http://127.0.0.1:1/done");

  @Test
  void expectedTaskHasNoFaults() throws IOException {
    var task = DemoTask.failsTwice(HOOK);

    assertThat(task.faults(seen("{\"state\": \"succeeded\", \"attempts\": [{}, {}, {}]}")))
        .isEmpty();
  }

  @Test
  void faultsNameTheTaskAndBothValues() throws IOException {
    var task = DemoTask.picture("portrait", "fil_1", 1, HOOK);

    var faults =
        task.faults(
            seen("{\"state\": \"succeeded\", \"result\": {\"faces\": []}, \"files\": [1]}"));

    assertThat(faults).containsExactly("portrait: faces is 0 instead of 1");
  }

  @Test
  void photoOfSomebodyElseIsAFault() throws IOException {
    var task = DemoTask.photoOf("ada", "staff", "who is it?", "fil_1", HOOK);
    var seen =
        "{\"state\": \"succeeded\", \"files\": [1],"
            + " \"result\": {\"faces\": [{\"matches\": [{\"id\": \"%s\"}]}]}}";

    assertThat(task.request().at("/input/faces/gallery").asText()).isEqualTo("staff");
    assertThat(task.faults(seen(seen.formatted("ada")))).isEmpty();
    assertThat(task.faults(seen(seen.formatted("eve"))))
        .containsExactly("who is it?: person is eve instead of ada");
  }

  @Test
  void everyTaskAsksForAWebhook() {
    var request = DemoTask.failsForGood(HOOK).request();

    assertThat(request.at("/notify/0/webhook").asText()).isEqualTo(HOOK.toString());
  }

  private static SeenTask seen(String json) throws IOException {
    return new SeenTask(new ObjectMapper().readTree(json));
  }
}
