package dev.offload.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.RetryPolicy.Jitter;
import dev.offload.schemas.url.OutsideUrl;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFaultTest {
  record Wanted(
      String name,
      boolean sharp,
      Double factor,
      long bytes,
      Jitter jitter,
      Instant at,
      Duration pause,
      URI link,
      OutsideUrl url,
      Map<String, Integer> counts,
      List<Size> sizes,
      Size one) {}

  record Size(int width) {
    Size {
      Require.that(width >= 0, "width", "be 0 or more", width);
    }
  }

  record Flat(@JsonUnwrapped Size size, String name) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1] | the input must be an object, was [1]",
        "\"x\" | the input must be an object, was \"x\"",
        "{'name':{}} | name must be a string, was {}",
        "{'sharp':'very'} | sharp must be true or false, was \"very\"",
        "{'factor':'x'} | factor must be a number, was \"x\"",
        "{'bytes':1e99} | bytes must be an integer that is not too large, was 1e99",
        "{'jitter':'some'} | jitter must be one of full, slight, none, was \"some\"",
        "{'at':'noon'} | at must be an RFC 3339 time such as 2027-01-31T08:00:00Z, was \"noon\"",
        "{'pause':'P1Y'} | pause must be an ISO 8601 duration in weeks, days, hours, minutes and seconds, such as PT5M, was \"P1Y\"",
        "{'link':'a b'} | link must be of another form, was \"a b\"",
        "{'url':'mailto:x'} | url must begin with http:// or https://",
        "{'counts':[]} | counts must be an object, was []",
        "{'counts':{'a':'b'}} | counts.a must be an integer that is not too large, was \"b\"",
        "{'sizes':7} | sizes must be an array, was 7",
        "{'sizes':[{'width':1},{'width':'w'}]} | sizes[1].width must be an integer that is not too large, was \"w\"",
        "{'one':{'width':-1}} | one: width must be 0 or more, was -1",
        "{'sizes':[{'width':-1}]} | sizes[0]: width must be 0 or more, was -1",
      })
  void faultNamesTheMemberTheRuleAndTheValue(String input, String fault) throws Exception {
    assertThat(fault(input.replace('\'', '"'), Wanted.class)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'width':-1} | width must be 0 or more, was -1",
        "{'width':'w'} | width must be an integer that is not too large, was \"w\"",
      })
  void membersOfAFlatRecordAreNamedAsTheyAreWritten(String input, String fault) throws Exception {
    assertThat(fault(input.replace('\'', '"'), Flat.class)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource({"100", "1000"})
  void longValueIsCut(int length) throws Exception {
    String fault = fault("{\"factor\":\"%s\"}".formatted("x".repeat(length)), Wanted.class);
    assertThat(fault).isEqualTo("factor must be a number, was \"" + "x".repeat(59) + "…");
  }

  private static String fault(String json, Class<?> type) throws Exception {
    JsonNode input = Json.MAPPER.readTree(json);
    JsonProcessingException failure =
        catchThrowableOfType(
            JsonProcessingException.class, () -> Json.MAPPER.treeToValue(input, type));
    return InputFault.of(failure, input);
  }
}
