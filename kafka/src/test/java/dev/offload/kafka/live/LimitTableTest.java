package dev.offload.kafka.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTableTest {
  private final LimitTable limits = new LimitTable();

  @ParameterizedTest
  @CsvSource({
    "key/acme/smtp:relay, key/acme/smtp:relay",
    "key/acme/smtp:other, key/acme/smtp:*",
    "key/acme/smtp:relay2, key/acme/smtp:relay2*",
    "key/acme/web, key/acme/*",
    "key/acme/offload:webhook/1, ",
    "key/acme/offload:webhook/2, key/acme/offload:webhook/2",
    "key/other/web, ",
    "queue/image, queue/*",
    "tenant/acme, "
  })
  void exactScopeBeatsAPatternAndALongerPatternAShorter(String scope, String found) {
    for (String one :
        List.of(
            "key/acme/*",
            "key/acme/smtp:*",
            "key/acme/smtp:relay",
            "key/acme/smtp:relay2*",
            "key/acme/smtp:s*",
            "key/acme/offload:webhook/2",
            "queue/*")) {
      limits.put(limit(one));
    }

    assertThat(found(limits, scope)).isEqualTo(Optional.ofNullable(found));
  }

  @ParameterizedTest
  @CsvSource({
    "queue/image, queue/image, true",
    "queue/image, queue/image2, false",
    "queue/im*, queue/image, true",
    "queue/*, queue/image, true",
    "queue/*, tenant/image, false",
    "key/acme/*, key/acme/x, true",
    "key/acme/*, key/acme2/x, false",
    "key/acme/a/*, key/acme/a/b, true",
  })
  void limitAppliesToTheNamesOfItsScope(String scope, String exact, boolean applies) {
    limits.put(limit(scope));
    assertThat(limits.find(LimitScope.parse(exact)).isPresent()).isEqualTo(applies);
  }

  @Test
  void newLimitReplacesTheOneOfItsScope() {
    limits.put(limit("queue/*"));
    Limit paused = limit("queue/*", 0);
    limits.put(paused);

    assertThat(limits.find(LimitScope.parse("queue/image"))).contains(paused);
    limits.remove(paused.scope());
    assertThat(limits.isEmpty()).isTrue();
  }

  @Test
  void nextBestLimitAppliesOnceTheBestIsRemoved() {
    limits.put(limit("queue/*"));
    limits.put(limit("queue/image"));
    limits.remove(LimitScope.parse("queue/image"));
    assertThat(found(limits, "queue/image")).contains("queue/*");

    limits.remove(LimitScope.parse("queue/*"));
    assertThat(found(limits, "queue/image")).isEmpty();
    assertThat(limits.isEmpty()).isTrue();
  }

  /// As a list of all limits would tell.
  @Property
  void foundLimitIsTheBestOfThoseThatCover(
      @ForAll("scopes") List<String> scopes, @ForAll("exact") String wanted) {
    LimitTable table = new LimitTable();
    Map<String, LimitScope> model = new HashMap<>();
    for (String scope : scopes) {
      table.put(limit(scope));
      model.put(scope, LimitScope.parse(scope));
    }
    LimitScope exact = LimitScope.parse(wanted);
    Optional<String> best =
        model.values().stream()
            .filter(scope -> covers(scope, exact))
            .max(
                Comparator.comparing((LimitScope scope) -> !scope.isPattern())
                    .thenComparing(scope -> scope.text().length()))
            .map(LimitScope::text);

    assertThat(found(table, wanted)).isEqualTo(best);
  }

  private static boolean covers(LimitScope scope, LimitScope exact) {
    return scope.isPattern() ? exact.text().startsWith(scope.beginning()) : scope.equals(exact);
  }

  @Provide
  Arbitrary<List<String>> scopes() {
    Arbitrary<String> patterns = names(0).map(name -> "key/acme/" + name + "*");
    return Arbitraries.oneOf(exact(), patterns).list().ofMaxSize(30);
  }

  @Provide
  Arbitrary<String> exact() {
    return names(1).map(name -> "key/acme/" + name);
  }

  private static Arbitrary<String> names(int minLength) {
    return Arbitraries.strings().withChars("ab").ofMinLength(minLength).ofMaxLength(6);
  }

  private static Optional<String> found(LimitTable table, String scope) {
    return table.find(LimitScope.parse(scope)).map(limit -> limit.scope().text());
  }

  private static Limit limit(String scope) {
    return limit(scope, 1);
  }

  private static Limit limit(String scope, int units) {
    return new Limit(
        LimitScope.parse(scope),
        LimitRule.atMost(units),
        Instant.EPOCH,
        Instant.EPOCH,
        scope + units);
  }
}
