package dev.offload.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.task.ConcurrencyKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitScopeTest {
  @Test
  void textNamesTheKindTheTenantOfAKeyAndTheName() {
    assertThat(new OfQueue("image").text()).isEqualTo("queue/image");
    assertThat(new OfTenant("acme").text()).isEqualTo("tenant/acme");
    assertThat(new OfKey("acme", "smtp:relay").text()).isEqualTo("key/acme/smtp:relay");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queue/image", "queue/*", "queue/image-*", "tenant/acme", "tenant/a*", "key/acme/a/b",
        "key/acme/ä 😀", "key/acme/*", "key/acme/smtp:*", "key/acme/**", "key/acme/a*b",
            "key/acme//"
      })
  void textIsReadAsItWasWritten(String text) {
    assertThat(LimitScope.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "queue",
        "queue/",
        "queue/Image",
        "queue/i*e",
        "queue/9*",
        "queue/-*",
        "queue/**",
        "tenant/",
        "tenant/a-",
        "tenant/A*",
        "key/acme",
        "key/acme/",
        "key//x",
        "key/Acme/x",
        "key/acme/ ",
        "key/acme/a\nb",
        "key/acme/\u0000*",
        "topic/x"
      })
  void otherTextIsRefused(String text) {
    assertThat(LimitScope.tryParse(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LimitScope.parse(text))
        .withMessageContaining("scope");
  }

  @Test
  void lengthOfAKeyIsBounded() {
    String longest = "😀".repeat(ConcurrencyKey.MAX_LENGTH);
    assertThat(ConcurrencyKey.isValid(longest)).isTrue();
    assertThat(ConcurrencyKey.isValid(longest + "a")).isFalse();
    assertThat(OfKey.isName("a".repeat(ConcurrencyKey.MAX_LENGTH - 1) + "*")).isTrue();
    assertThat(OfKey.isName("a".repeat(ConcurrencyKey.MAX_LENGTH) + "*")).isFalse();
  }

  @Test
  void concurrencyKeyCannotEndInAnAsterisk() {
    assertThat(ConcurrencyKey.isValid("smtp:*")).isFalse();
    assertThat(ConcurrencyKey.isValid("*")).isFalse();
    assertThat(ConcurrencyKey.isValid("*a")).isTrue();
    assertThat(ConcurrencyKey.isValid(null)).isFalse();
  }
}
