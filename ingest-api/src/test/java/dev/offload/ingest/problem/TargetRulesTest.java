package dev.offload.ingest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/docs/",
        "/v1/tasks",
        "/v1/tasks?tag=a%20b+c&type=",
        "/v1/limits/key/smtp:relay-1",
        "/v1/limits/key/smtp:*",
        "/v1/limits/key/a%2Fb",
        "/v1/limits/key/%3Bx=1",
        "/v1/limits/key/%23",
        "/v1/limits/key/%C3%A4",
        "/v1/limits/key/%F0%9F%98%80a%e2%82%ac",
        "/v1/limits/key/..a",
        "/v1/limits/key/a..",
        "/v1/limits/key/...",
        "/v1/limits/key/%2E%2Ea",
        "/v1/limits/key/..%2F..%2Fa",
        "/v1/limits/key/%00",
        "/v1/files?name=../a//b",
        "//v1/tasks"
      })
  void whatIsReadAsItWasSentIsTaken(String target) {
    assertThat(mistake(target)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/limits/key/a;b",
        "/v1/limits/key/;",
        "/v1/limits;x=1/key/a",
        "/v1/files?name=a;sha256=b",
        "/v1/limits/key/a#b",
        "/v1/files?name=a#b",
        "/v1/limits/key/\u00e4",
        "/v1/limits/key/a\u007f",
        "/v1/limits/key/a\tb",
        "/v1/files?name=\u00c3\u00a4"
      })
  void whatHasToBePercentEncodedIsRefusedAsItIs(String target) {
    assertThat(mistake(target)).contains(TargetRules.CHARACTERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/limits/key/%",
        "/v1/limits/key/a%2",
        "/v1/limits/key/%zz",
        "/v1/limits/key/%2",
        "/v1/limits/key/%+1",
        "/v1/limits/key/%FF",
        "/v1/limits/key/%C3",
        "/v1/limits/key/%C3a%A4",
        "/v1/limits/key/%C0%AF",
        "/v1/limits/key/%ED%A0%80",
        "/v1/files?name=%E4",
        "/v1/files?name=a&sha256=%"
      })
  void bytesThatAreNotUtf8AreRefused(String target) {
    assertThat(mistake(target)).contains(TargetRules.ENCODING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/limits/key/..",
        "/v1/limits/key/.",
        "/v1/limits/key/%2e%2E",
        "/v1/limits/key/.%2e",
        "/v1/limits/key/%2E",
        "/v1/users/../notifications",
        "/openapi/../v1/keys",
        "/v1/limits/key/a/.."
      })
  void wayUpIsRefused(String target) {
    assertThat(mistake(target)).contains(TargetRules.DOTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/",
        "/v1//tasks",
        "/v1/tasks/",
        "/v1/tasks/?tag=a",
        "/v1/limits/key/",
        "/v1/limits/key//a",
        "/v1/limits/key/a/",
        "/v1/users//notifications"
      })
  void segmentOfTheApiIsNotEmpty(String target) {
    assertThat(mistake(target)).contains(TargetRules.EMPTY);
  }

  private static Optional<String> mistake(String target) {
    return TargetRules.mistake(target, target.split("\\?", 2)[0]);
  }
}
