package dev.offload.ingest.submit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "order-1,          order-1",
        "'\"order-1\"',    order-1",
        "'\"a b\"',        a b",
        "'\"a\\\"b\\\\c\"', 'a\"b\\c'",
        "' bare ',         bare",
      })
  void keyIsTheSameQuotedOrBare(String header, String value) {
    assertThat(IdempotencyKey.parse(header)).contains(new IdempotencyKey(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"\"", "\"open", "\"a\"b\"", "\"a\\x\"", "caf\u00e9", "a\tb"})
  void malformedKeyIsRefused(String header) {
    assertThat(IdempotencyKey.parse(header)).isEmpty();
  }

  @Test
  void lengthHasALimit() {
    assertThat(IdempotencyKey.parse("k".repeat(255))).isPresent();
    assertThat(IdempotencyKey.parse("k".repeat(256))).isEmpty();
    assertThat(IdempotencyKey.parse('"' + "\\\"".repeat(255) + '"')).isPresent();
    assertThat(IdempotencyKey.parse('"' + "\\\"".repeat(256) + '"')).isEmpty();
  }

  @Test
  void headerOfAnyLengthIsJudged() {
    assertThat(IdempotencyKey.parse('"' + "\\\"".repeat(1_000_000) + '"')).isEmpty();
    assertThat(IdempotencyKey.parse('"' + "k".repeat(1_000_000) + '"')).isEmpty();
  }

  @Test
  void idDependsOnTenantAndKeyOnly() {
    IdempotencyKey key = new IdempotencyKey("order-1");

    assertThat(key.taskId("acme")).isEqualTo(key.taskId("acme"));
    assertThat(key.taskId("acme")).isNotEqualTo(key.taskId("other"));
    assertThat(key.taskId("acme")).isNotEqualTo(new IdempotencyKey("order-2").taskId("acme"));
    assertThat(key.taskId("acme").isDerived()).isTrue();
  }
}
