package dev.offload.email.letter;

import static dev.offload.email.letter.Samples.ADA;
import static dev.offload.email.letter.Samples.CELLS;
import static dev.offload.email.letter.Samples.COLUMNS;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Templates that are refused, and recipients for whom one cannot be rendered.
class RefusedTemplateTest {
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
        "{missing}",
        "{name.length}",
        "{name.toString()}",
        "{name.getClass()}",
        "{name.class}",
        "{name.raw}",
        "{data.order.no.plus(1)}",
        "{inject:config}",
        "{config:property('x')}",
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
        "{!name} owes you 5 {data.no !}",
        "{!Contact.Name}, hurry up!}",
        "{! v.name } and {! more !}",
        "{! {a} } !}x",
        "{!name}",
      })
  void commentThatIsMeantAsAValueIsRefusedWithItsPlace(String template) {
    assertThatExceptionOfType(UnfitTemplate.class)
        .isThrownBy(() -> LetterTemplate.parse("s", "line one\n" + template, null))
        .withMessageStartingWith("text, line 2: the comment that begins with {!")
        .withMessageContaining("has a } too many");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{data.a == 3}",
        "{data.a == 3 ?: 'x'}",
        "{data.a=='3' ? 'x' : 'y'}",
        "{data.a = 3 ? 'x' : 'y'}",
        "{data.a?'x':'y'}",
        "{data.a ?:'x'}",
        "{data.a??}",
        "{'x' == data.a ? 'x' : 'y'}x{3 == data.a ? 'x' : 'y'}",
        "{true == data.a ? 'x' : 'y'}",
        "{!data.a ? 'x' : 'y'}x{name ! data.a ? 'x' : 'y'}",
        "{data.a && data.b ? 'x' : 'y'}",
        "{data.a == 1 || data.b == 2 ? 'x' : 'y'}",
        "{(data.a == 3) ? 'x' : 'y'}x{data.a == (3) ? 'x' : 'y'}",
        "{data.a ? 'x' : data.b ? 'y' : 'z'}",
        "{data.a ? 'x'}",
        "{data.a + 1 > 3 ? 'x' : 'y'}",
        "{data.a =~ 'b' ? 'x' : 'y'}",
        "{data.a contains 'b' ? 'x' : 'y'}",
        "{data.a.contains('b') ? 'x' : 'y'}",
        "{name.startsWith('A') ?: 'y'}",
        "{name.length > 3 ? 'x' : 'y'}",
        "{paid ? 'x' : 'y'}",
        "{first ?: 'friend'}",
        "{0}",
        "{true}",
        "{config:property('x') ?: 'y'}",
        "{#if paid}x{/if}",
        "{#if data.a == paid}x{/if}",
        "{#if name.length > 3}x{/if}",
        "{#if data.a=='3'}x{/if}",
        "{#if data.a=data.b}x{/if}",
        "{#if data.a = 3}x{/if}",
        "{#if !(data.a == 3)}x{/if}",
        "{#if name && !(name && !(data.a >= 3))}x{/if}",
        "{#if data.a === 3}x{/if}",
        "{#if data.a.contains('b')}x{/if}",
        "{#if name.startsWith('A')}x{/if}",
        "{#if data.a contains 'b'}x{/if}",
        "{#if not data.a}x{/if}",
        "{#if data.a ?: 'b'}x{/if}",
        "{#if data.a == }x{/if}",
        "{#if (data.a}x{/if}",
        "{#if data.a)}x{/if}",
        "{#if data.a > 1 > 2}x{/if}",
        "{#if data.a}x{#else data.b}y{/if}",
        "{#if data.a}x{#else if paid}y{/if}",
        "p{color:red}",
      })
  void unknownNameInAConditionIsRefusedAndNotFalse(String template) {
    assertThatExceptionOfType(UnfitTemplate.class)
        .isThrownBy(() -> LetterTemplate.parse("s", "one\n" + template, null))
        .withMessageStartingWith("text, line 2: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dear {{name}}",
        "Dear {{ name }}",
        "Dear {{{name}}}",
        "Dear {{{name}",
        "{{#if name}}x{{/if}}",
        "Dear { name }",
        "Dear {  data.first }",
        "{% if name %}x{% endif %}",
        "Dear { name ?: 'friend' }",
        "Dear { data.first ? 'a' : 'b' }",
        "{ #if name}x{/if}",
        "Dear ${name}",
        "Dear *|FNAME|*",
        "Dear <%= name %>",
        "<% if name %>",
        "<%=name%>",
        "<%name%>",
        "<%-name%>",
        "<%==name%>",
        "&lt;%= name %&gt;",
        "<?= $name ?>",
        "<?php echo 1 ?>",
        "<# name #>",
        "[% name %]",
        "{ name | upper }",
        "{ name|upper }",
        "{ name:x }",
        "{ data['no'] }",
        "{ Name }",
        "{ first_name }",
        "{ firstName }",
        "{ name.x }",
        "{ data }",
        "{ if data.no }",
        "{ name == 'x' }",
        "{$name}",
        "{~name~}",
        "{=name}",
        "{@name}",
        "{*name*}",
        "#{name}",
        "@{name}",
        "%{name}",
        "$!{name}",
        "[[name]]",
        "[NAME]",
        "[Name]",
        "[[ First Name ]]",
        "[First_Name]",
        "[city]",
        "<<name>>",
        "&lt;&lt;City&gt;&gt;",
        "«name»",
        "%name%",
        "%CITY%",
        "%%name%%",
        "%%anything%%",
        "%recipient.name%",
        "*|First Name|*",
        "*|city|*",
        "#name#",
        "$name$",
        "@email@",
      })
  void marksOfOtherTemplateLanguagesAreRefused(String template) {
    assertThatExceptionOfType(UnfitTemplate.class)
        .isThrownBy(() -> LetterTemplate.parse("s", "one\n" + template, null, COLUMNS))
        .withMessageStartingWith("text, line 2: ")
        .withMessageContaining("would be sent as it is written");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "!", "!("})
  void conditionThatIsTooDeepIsRefused(String opened) {
    String template = "{#if " + opened.repeat(20_000) + "name" + "}x{/if}";

    assertThatExceptionOfType(UnfitTemplate.class)
        .isThrownBy(() -> LetterTemplate.parse("s", template, null));
  }

  @ParameterizedTest
  @CsvSource({"{data, .a, }", "{data, ['a'], }", "{name, ' ?: name', }"})
  void expressionThatIsTooLongIsRefused(String start, String part, String end) {
    assertThatExceptionOfType(UnfitTemplate.class)
        .isThrownBy(() -> LetterTemplate.parse("s", start + part.repeat(6_000) + end, null));
  }

  @Test
  void templateThatIsTooLargeOrTooNestedIsRefused() {
    assertThatExceptionOfType(UnfitTemplate.class)
        .isThrownBy(() -> LetterTemplate.parse("s", "x".repeat(LetterTemplate.MAX_LENGTH), null));
    assertThatExceptionOfType(UnfitTemplate.class)
        .isThrownBy(() -> LetterTemplate.parse("s", "{#if name}".repeat(201), null))
        .withMessageContaining("201 sections");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{data.missing}",
        "{data.order.missing}",
        "{data.tags.size}",
        "{data.keys}",
        "{data.raw}",
        "{data.missing ?: data.absent}",
        "{data.order ? data.missing : 'x'}",
      })
  void unknownValueCannotBeRendered(String template) throws Exception {
    LetterTemplate parsed = LetterTemplate.parse("s", template, null);

    assertThatExceptionOfType(Unrenderable.class)
        .isThrownBy(() -> parsed.render(ADA))
        .withMessageContaining("text, line 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{#if data.article > 5}x{/if}",
        "{data.article > 5 ? 'a' : 'b'}",
        "{#if data.true > true}x{/if}",
      })
  void valuesWithoutAnOrderMakeTheRecipientInvalid(String template) throws Exception {
    LetterTemplate parsed = LetterTemplate.parse("s", template, null);

    assertThatExceptionOfType(Unrenderable.class)
        .isThrownBy(() -> parsed.render(CELLS))
        .withMessageStartingWith("text, line 1: ")
        .withMessageEndingWith("have no order");
  }

  @Test
  void numberOfTooManyDigitsMakesTheRecipientInvalid() throws Exception {
    LetterTemplate template = LetterTemplate.parse("s", "{data.huge}", null);
    Map<String, Object> values = Map.of("data", Map.of("huge", new BigDecimal("1E+999999999")));

    assertThatExceptionOfType(Unrenderable.class)
        .isThrownBy(() -> template.render(values))
        .withMessage("text, line 1: data.huge is a number of more than 1000 digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{data.order}", "{data.tags}", "{data}", "{data.order ?: 'none'}"})
  void objectOrListCanNotBeWritten(String template) throws Exception {
    LetterTemplate parsed = LetterTemplate.parse("s", "t", template);

    assertThatExceptionOfType(Unrenderable.class)
        .isThrownBy(() -> parsed.render(ADA))
        .withMessageMatching("html, line 1: data.* is (an object|a list); .*");
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
  void renderingBeyondItsLimitFails() throws Exception {
    Map<String, Object> large = new HashMap<>(ADA);
    large.put("name", "x".repeat(LetterTemplate.MAX_RENDERED / 2));
    LetterTemplate template = LetterTemplate.parse("s", "{name}".repeat(10_000), null);

    assertThatExceptionOfType(Unrenderable.class)
        .isThrownBy(() -> template.render(large))
        .withMessageContaining("more than");
  }
}
