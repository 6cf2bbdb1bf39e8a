package dev.offload.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.ProblemException;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final String NOON = "2026-11-22T12:00:00Z";
  private static final String LATER = "2026-11-22T12:00:01Z";

  @Test
  void endMustComeAfterTheBeginning() {
    assertThat(Recovery.read(between(NOON, LATER)).until()).isPresent();

    for (String until : new String[] {NOON, "2026-11-22T11:00:00Z"}) {
      ProblemException refusal =
          catchThrowableOfType(ProblemException.class, () -> Recovery.read(between(NOON, until)));
      assertThat(refusal.problem().errors())
          .containsExactly(new FieldError("/until", "must be after since"));
    }
  }

  private static ObjectNode between(String since, String until) {
    return JsonNodeFactory.instance.objectNode().put("since", since).put("until", until);
  }
}
