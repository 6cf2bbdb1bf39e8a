package dev.offload.email.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTemplateTest {
  private static final Map<String, Object> ADA =
      Map.of(
          "email",
          "ada@example.com",
          "name",
          "Ada <&> \"Lovelace\"",
          "data",
          Map.of("order", Map.of("no", 17, "paid", true), "tags", List.of("a", "b")));

  @Test
  void valuesAreEscapedInHtmlAndNowhereElse() throws Exception {
    LetterTemplate template =
        LetterTemplate.parse("For {name}", "Dear {name}", "<b>Dear {name}</b>");

    Letter letter = template.render(ADA);

    assertThat(letter.subject()).isEqualTo("For Ada <&> \"Lovelace\"");
    assertThat(letter.text()).isEqualTo("Dear Ada <&> \"Lovelace\"");
    assertThat(letter.html()).isEqualTo("<b>Dear Ada &lt;&amp;&gt; &quot;Lovelace&quot;</b>");
  }

  @Test
  void dataIsReachedByItsNamesAndConditionsChoose() throws Exception {
    LetterTemplate template =
        LetterTemplate.parse(
            "Order {data.order.no}",
            "{#if data.order.paid}paid{#else}open{/if}, {data.note ?: 'no note'},"
                + " {#if data.order.no == 17}seventeen{/if}",
            null);

    Letter letter = template.render(ADA);

    assertThat(letter.subject()).isEqualTo("Order 17");
    assertThat(letter.text()).isEqualTo("paid, no note, seventeen");
    assertThat(letter.html()).isNull();
  }

  @Test
  void emptyNameCountsAsNone() throws Exception {
    Map<String, Object> nameless = new HashMap<>(ADA);
    nameless.put("name", "");
    LetterTemplate template =
        LetterTemplate.parse("s", "{#if name}Dear {name}{#else}Hello{/if}", null);

    assertThat(template.render(nameless).text()).isEqualTo("Hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{#for i in 100000000}x{/for}",
        "{#each data.tags}{it}{/each}",
        "{#include other}{/include}",
        "{#insert}{/insert}",
        "{#fragment id=a}x{/fragment}",
        "{#let a=1}{a}{/let}",
        "{#with data}{x}{/with}",
        "{#eval data.template}{/eval}",
        "{#when name}{#is 'a'}b{/when}",
        "{#cached}x{/cached}",
        "{#if name}",
        "{#if name}a{/for}",
        "{/if}",
        "{name",
      })
  void templateBeyondValuesAndConditionsIsRefusedWithItsPlace(String template) {
    assertThatExceptionOfType(UnfitTemplate.class)
        .isThrownBy(() -> LetterTemplate.parse("s", "line one\n" + template, null))
        .withMessageStartingWith("text, line 2: ")
        .withMessageNotContaining("Parser error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{missing}",
        "{data.missing}",
        "{data.order.missing}",
        "{name.length}",
        "{name.toString()}",
        "{name.getClass()}",
        "{name.class}",
        "{data.tags.size}",
        "{data.keys}",
        "{data.raw}",
        "{name.raw}",
        "{data.order.no.plus(1)}",
        "{inject:config}",
        "{config:property('x')}",
      })
  void whatIsNotAmongTheValuesCannotBeRendered(String template) throws Exception {
    LetterTemplate parsed = LetterTemplate.parse("s", template, null);

    assertThatExceptionOfType(Unrenderable.class)
        .isThrownBy(() -> parsed.render(ADA))
        .withMessageContaining("text, line 1");
  }

  @Test
  void subjectOfMoreThanOneLineIsNotRendered() throws Exception {
    Map<String, Object> evil = new HashMap<>(ADA);
    evil.put("name", "Ada\r\nBcc: everybody@example.com");
    LetterTemplate template = LetterTemplate.parse("Hello {name}", "text", null);

    assertThatExceptionOfType(Unrenderable.class)
        .isThrownBy(() -> template.render(evil))
        .withMessageContaining("subject");
  }

  @Test
  void renderingThatGrowsBeyondItsLimitEnds() throws Exception {
    Map<String, Object> large = new HashMap<>(ADA);
    large.put("name", "x".repeat(LetterTemplate.MAX_RENDERED / 2));
    LetterTemplate template = LetterTemplate.parse("s", "{name}".repeat(10_000), null);

    assertThatExceptionOfType(Unrenderable.class)
        .isThrownBy(() -> template.render(large))
        .withMessageContaining("more than");
  }

  @Test
  void deepestPermittedNestingIsRendered() throws Exception {
    int depth = LetterTemplate.MAX_SECTIONS;
    LetterTemplate template =
        LetterTemplate.parse("s", "{#if name}".repeat(depth) + "x" + "{/if}".repeat(depth), null);

    assertThat(template.render(ADA).text()).isEqualTo("x");
  }

  @Test
  void templateThatIsTooLargeOrTooNestedIsRefused() {
    assertThatExceptionOfType(UnfitTemplate.class)
        .isThrownBy(() -> LetterTemplate.parse("s", "x".repeat(LetterTemplate.MAX_LENGTH), null));
    assertThatExceptionOfType(UnfitTemplate.class)
        .isThrownBy(() -> LetterTemplate.parse("s", "{#if name}".repeat(201), null))
        .withMessageContaining("201 sections");
  }
}
