package dev.offload.ingest.etag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.ingest.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {
  private static final String TAG = Preconditions.tag("1");
  private static final Optional<String> PRESENT = Optional.of(TAG);
  private static final Optional<String> NOTHING = Optional.empty();

  @Test
  void requestWithoutPreconditionsIsAlwaysAllowed() {
    assertAllowed(Preconditions.NONE, PRESENT);
    assertAllowed(Preconditions.NONE, NOTHING);
    assertThat(Preconditions.NONE.alreadyHas(TAG)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        " * ",
        "*,*",
        "*,",
        "\"0\", *",
        "\"1\"",
        "\"0\",\"1\"",
        "\"a, b\" , W/\"0\", \"1\""
      })
  void listedTagMatches(String list) {
    assertAllowed(ifMatch(list), PRESENT);
    assertRefused(ifNoneMatch(list), PRESENT).hasMessageContaining("is there");
    assertThat(ifNoneMatch(list).alreadyHas(TAG)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "\"*\"", "\"0\", \"2\"", "\"0, 1\""})
  void unlistedTagDoesNotMatch(String list) {
    assertRefused(ifMatch(list), PRESENT).hasMessageContaining("present ETag of the thing");
    assertAllowed(ifNoneMatch(list), PRESENT);
    assertThat(ifNoneMatch(list).alreadyHas(TAG)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "w/\"0\"",
        "\"1",
        "\"0*",
        "\"0, *",
        "abc*",
        "W/*",
        "*;",
        "foo * bar",
        "foo \"1\"",
        "\"1\" \"0\"",
        "\"1\", x"
      })
  void malformedHeaderIsRefused(String header) {
    assertRefused(ifMatch(header), PRESENT);
    assertRefused(ifNoneMatch(header), PRESENT).hasMessageContaining("must be");
    assertRefused(ifNoneMatch(header), NOTHING);
    assertThat(ifNoneMatch(header).alreadyHas(TAG)).isFalse();
  }

  @Test
  void weakTagNamesAStateForIfNoneMatchOnly() {
    assertThat(ifNoneMatch("W/\"1\"").alreadyHas(TAG)).isTrue();
    assertRefused(ifMatch("W/\"1\""), PRESENT);
  }

  @Test
  void headerMayBeSentMoreThanOnce() {
    assertAllowed(ifMatch("\"0\"", "\"1\""), PRESENT);
    assertThat(ifNoneMatch("\"0\"", "\"1\"").alreadyHas(TAG)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "\"1\""})
  void nothingMatchesAMissingResource(String list) {
    assertRefused(ifMatch(list), NOTHING).hasMessageContaining("no such thing");
    assertAllowed(ifNoneMatch(list), NOTHING);
  }

  @Test
  void readerIsRefusedByIfMatchOnly() {
    assertThatThrownBy(() -> ifMatch("\"0\"").requireMatch(PRESENT, "thing"))
        .isInstanceOf(ProblemException.class);
    assertThatCode(() -> ifNoneMatch("*").requireMatch(PRESENT, "thing"))
        .doesNotThrowAnyException();
  }

  @Test
  void refusalSaysTheTagThatIsThere() {
    assertRefused(ifMatch("\"0\""), PRESENT).extracting("headers").isEqualTo(Map.of("ETag", TAG));
  }

  private static void assertAllowed(Preconditions conditions, Optional<String> tag) {
    assertThatCode(() -> conditions.require(tag, "thing")).doesNotThrowAnyException();
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(
      Preconditions conditions, Optional<String> tag) {
    return assertThatThrownBy(() -> conditions.require(tag, "thing"))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("precondition-failed");
  }

  private static Preconditions ifMatch(String... lines) {
    return new Preconditions(List.of(lines), List.of());
  }

  private static Preconditions ifNoneMatch(String... lines) {
    return new Preconditions(List.of(), List.of(lines));
  }
}
