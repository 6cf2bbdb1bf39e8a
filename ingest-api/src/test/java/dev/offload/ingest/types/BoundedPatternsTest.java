package dev.offload.ingest.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.regex.RegularExpression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPatternsTest {
  private static final int LONG = 1_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"^(a|b)*$", "^(?:a|b)+$", "^(a|b){1,}$", "^((a|b)*c?)*$"})
  void repeatedGroupFitsNoEndlessText(String pattern) {
    RegularExpression expression = new BoundedPatterns().getRegularExpression(pattern);

    assertThat(expression.matches("ab")).isTrue();
    assertThat(expression.matches("a".repeat(BoundedPatterns.MAX_LENGTH))).isTrue();
    assertThat(expression.matches("x".repeat(BoundedPatterns.MAX_LENGTH))).isFalse();
    assertThat(expression.matches("a".repeat(LONG))).isFalse();
  }

  @Test
  void otherPatternsFitTextOfAnyLength() {
    RegularExpression expression = new BoundedPatterns().getRegularExpression("^fil_[a-z]+$");

    assertThat(expression.matches("fil_" + "a".repeat(LONG))).isTrue();
  }
}
