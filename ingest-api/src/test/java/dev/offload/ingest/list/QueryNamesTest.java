package dev.offload.ingest.list;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.ingest.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryNamesTest {
  private static final QueryNames NAMES = new QueryNames(List.of("sha256", "name"));

  @Test
  void parametersThatACallHasAreTaken() {
    assertThatCode(() -> NAMES.check(Map.of())).doesNotThrowAnyException();
    assertThatCode(() -> NAMES.check(Map.of("name", List.of("a"), "sha256", List.of(""))))
        .doesNotThrowAnyException();
  }

  @Test
  void unknownParameterIsNamedAndSoAreThoseThatThereAre() {
    assertRefused(
        NAMES,
        Map.of("nmae", List.of("a")),
        "This call has no query parameter 'nmae'. It takes name, sha256.");
    assertRefused(
        new QueryNames(List.of()),
        Map.of("grp", List.of("new")),
        "This call has no query parameter 'grp'. It takes none.");
    assertRefused(NAMES, Map.of("Name", List.of("a")), "no query parameter 'Name'.");
    assertRefused(NAMES, Map.of("", List.of("a")), "no query parameter ''.");
  }

  @Test
  void longOrOddNameIsQuotedInShort() {
    assertRefused(NAMES, Map.of("x".repeat(51), List.of("")), "'" + "x".repeat(50) + "…'.");
    assertRefused(NAMES, Map.of("a\nb", List.of("")), "'a?b'.");
  }

  @Test
  void repeatedParameterIsRefused() {
    assertRefused(NAMES, Map.of("name", List.of("a", "a")), "name must be sent at most once.");
  }

  private static void assertRefused(
      QueryNames names, Map<String, List<String>> query, String detail) {
    assertThatThrownBy(() -> names.check(query))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("invalid-parameter: ")
        .hasMessageContaining(detail);
  }
}
