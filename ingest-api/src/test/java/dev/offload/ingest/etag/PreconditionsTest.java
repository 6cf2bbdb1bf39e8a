package dev.offload.ingest.etag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {
  private static final Optional<String> PRESENT = Optional.of(Preconditions.tag("1"));
  private static final Optional<String> NOTHING = Optional.empty();

  @Test
  void requestWithoutPreconditionsIsAlwaysAllowed() {
    assertThat(unlessKnown().hold(PRESENT)).isTrue();
    assertThat(unlessKnown().hold(NOTHING)).isTrue();
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
  void stateThatIsNamedMatches(String list) {
    assertThat(ifMatch(list).hold(PRESENT)).isTrue();
    assertThat(unlessKnown(list).hold(PRESENT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "\"*\"", "\"0\", \"2\"", "\"0, 1\"", "w/\"0\"", "\"1", "\"0*", "\"0, *"})
  void stateThatIsNotNamedDoesNotMatch(String list) {
    assertThat(ifMatch(list).hold(PRESENT)).isFalse();
    assertThat(unlessKnown(list).hold(PRESENT)).isTrue();
  }

  @Test
  void weakTagNamesAStateForIfNoneMatchOnly() {
    assertThat(unlessKnown("W/\"1\"").hold(PRESENT)).isFalse();
    assertThat(ifMatch("W/\"1\"").hold(PRESENT)).isFalse();
  }

  @Test
  void headerMayBeSentMoreThanOnce() {
    assertThat(ifMatch("\"0\"", "\"1\"").hold(PRESENT)).isTrue();
    assertThat(unlessKnown("\"0\"", "\"1\"").hold(PRESENT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "\"1\""})
  void nothingMatchesWhereThereIsNothing(String list) {
    assertThat(ifMatch(list).hold(NOTHING)).isFalse();
    assertThat(unlessKnown(list).hold(NOTHING)).isTrue();
  }

  private static Preconditions ifMatch(String... lines) {
    return new Preconditions(List.of(lines), List.of());
  }

  private static Preconditions unlessKnown(String... lines) {
    return Preconditions.unlessKnown(List.of(lines));
  }
}
