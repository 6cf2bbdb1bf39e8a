package dev.offload.email.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTemplateTest {
  private static final String ZEROS =
      "00000000000000000000000000000000000000000000000000"
          + "00000000000000000000000000000000000000000000000000";

  private static final Names COLUMNS = Names.ofMailing(Set.of("First Name", "city", "no"));

  private static final Map<String, Object> ADA =
      Map.of(
          "email",
          "ada@example.com",
          "name",
          "Ada <&> \"Lovelace\"",
          "data",
          Map.of("order", Map.of("no", 17, "paid", true), "tags", List.of("a", "b")));

  private static final Map<String, Object> CELLS =
      Map.of(
          "name",
          "",
          "data",
          cells(
              "false",
              "false",
              "FALSE",
              "FALSE",
              "true",
              "true",
              "TRUE",
              "TRUE",
              "zero",
              "0",
              "ten",
              "10",
              "nine",
              "9",
              "tenth",
              "10.0",
              "day",
              "2026-09-30",
              "later",
              "2026-10-01",
              "none",
              "0",
              "empty",
              "",
              "blank",
              " ",
              "no",
              "no",
              "decimals",
              "0.00",
              "negative",
              "-0",
              "hard",
              "\u00A0",
              "article",
              "9x",
              "paid",
              "3"));

  private static Map<String, String> cells(String... namesAndTexts) {
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      cells.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return cells;
  }

  @Test
  void valuesAreEscapedInHtmlOnly() throws Exception {
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

  @ParameterizedTest
  @CsvSource({
    "{data.price}, 10000000.0",
    "{data.tiny}, 0.0000001",
    "{data.large}, 12345678901234567890",
    "{data.googol}, 1" + ZEROS,
    "{data.none ?: -0.5}, -0.5",
    "{data.half == 0.50 ? 'half' : 'x'}, half",
    "{data.billions > 2999999999.5 ? 3000000001 : 'x'}, 3000000001",
    "{#if data.half > -0.5}yes{/if}, yes",
    "{#if data.large == 12345678901234567890}yes{/if}, yes",
    "{#if data.billions == 3000000000}yes{/if}, yes",
    "{#if data.billions > 2999999999}yes{/if}, yes",
    "{#if data.half == 0.5}yes{/if}, yes",
    "{#if data.half > 0.05}yes{/if}, yes",
    "{data.none ?: 4000000000}, 4000000000",
    "{data.none ?: 2.50}, 2.50",
  })
  void numbersReadAsPeopleWriteThem(String template, String text) throws Exception {
    Map<String, Object> numbers =
        Map.of(
            "price", new BigDecimal("10000000.0"),
            "tiny", new BigDecimal("1E-7"),
            "large", new BigDecimal("12345678901234567890"),
            "googol", new BigDecimal("1E+100"),
            "billions", new BigDecimal("3000000000"),
            "half", new BigDecimal("0.5"));

    assertThat(LetterTemplate.parse("s", template, null).render(Map.of("data", numbers)).text())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "{data.blank ?: 'friend'}, friend",
    "{data.empty ?: 'friend'}, friend",
    "{name ?: 'friend'}, friend",
    "{data.hard ?: 'friend'}, friend",
    "{data.missing ?: 'friend'}, friend",
    "{data.missing ?: data.absent ?: 'friend'}, friend",
    "{data.missing ?: data.blank ?: data.no}, no",
    "{data.no ?: 'yes'}, no",
    "{data.false ?: 'x'}, false",
  })
  void defaultStandsForWhatIsBlank(String template, String text) throws Exception {
    assertThat(LetterTemplate.parse("s", template, null).render(CELLS).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "data.false, no",
    "data.FALSE, no",
    "!data.FALSE, yes",
    "data.zero, no",
    "data.empty, no",
    "data.blank, no",
    "data.true, yes",
    "data.no, yes",
    "data.false == false, yes",
    "data.TRUE == true, yes",
    "data.TRUE eq false, no",
    "true == data.TRUE, yes",
    "data.FALSE == 'FALSE', yes",
    "data.FALSE == 'false', no",
    "data.zero == 0, yes",
    "data.zero > 5, no",
    "data.ten > 9, yes",
    "data.ten > data.zero, yes",
    "data.ten > data.nine, yes",
    "data.nine < data.ten, yes",
    "data.nine gt data.ten, no",
    "data.ten >= data.tenth, yes",
    "data.day < data.later, yes",
    "data.zero == data.none, yes",
    "data.no == 7, no",
    "data.empty == 0, no",
    "data.blank != 7, yes",
    "data.tenth == 10, yes",
    "data.ten == '10', yes",
    "data.ten > '9', yes",
    "data.empty && data.empty > 5, no",
    "data.true && data.false, no",
    "data.true || data.false, yes",
    "data.true && (data.ten > 9), yes",
    "data.false || (data.ten == 10), yes",
    "data.false || data.ten == 10, yes",
    "data.true || data.false && data.false, yes",
    "(data.true || data.false) && data.false, no",
    "!(data.zero || data.empty) && !data.false, yes",
    "data.ten != 9 && data.nine == 9 || data.false, yes",
    "data.decimals, no",
    "data.negative, no",
    "data.decimals == 0, yes",
    "data.hard, no",
    "data.missing, no",
    "data.missing.deeper, no",
    "data.missing > 5, no",
    "data.missing == null, yes",
    "data.empty > 5, no",
    "data.empty < data.day, no",
    "data.missing != 5, yes",
    "data.ten < data.article, yes",
    "data.article > data.ten, yes",
    "data.nine < data.article, yes",
    "data.paid == 3, yes",
    "data['paid'] == 3, yes",
  })
  void textsOfAListCountAsInJson(String condition, String outcome) throws Exception {
    String template = "{#if %s}yes{#else}no{/if}".formatted(condition);

    assertThat(LetterTemplate.parse("s", template, null).render(CELLS).text()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "data.paid == 3, yes",
    "data.paid == '3', yes",
    "data.paid != 3, no",
    "data.paid eq 4, no",
    "data.ten > data.nine, yes",
    "data.ten < data.nine, no",
    "data.nine le data.ten, yes",
    "data.ten >= data.tenth, yes",
    "data.ten < data.article, yes",
    "data.TRUE == true, yes",
    "data.FALSE == true, no",
    "data.missing == 3, no",
    "data.missing > 3, no",
    "data.ten == data.missing, no",
    "data.decimals, no",
    "data.hard, no",
    "data.true, yes",
    "data['ten'] is 10, yes",
  })
  void choiceComparesAsAConditionDoes(String comparison, String outcome) throws Exception {
    LetterTemplate template =
        LetterTemplate.parse("s", "{%s ? 'yes' : 'no'}".formatted(comparison), null);

    assertThat(template.render(CELLS).text()).isEqualTo(outcome);
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
  void whatTheTemplateDoesNotKnowIsRefusedAndNotTakenForFalse(String template) {
    assertThatExceptionOfType(UnfitTemplate.class)
        .isThrownBy(() -> LetterTemplate.parse("s", "one\n" + template, null))
        .withMessageStartingWith("text, line 2: ");
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
  void elseIfIsTakenIfNothingBeforeItIs() throws Exception {
    LetterTemplate template =
        LetterTemplate.parse(
            "s",
            "{#if data.ten == 9}a{#else if data.ten == 10}b{#else if data.true}c{#else}d{/if}",
            null);

    assertThat(template.render(CELLS).text()).isEqualTo("b");
  }

  @Test
  void textInsideAConditionIsNotChanged() throws Exception {
    LetterTemplate template =
        LetterTemplate.parse(
            "s",
            "{#if !data.FALSE}{data.FALSE} {data.zero}{#if data.TRUE} {data.TRUE}{/if}{/if}"
                + " {data.FALSE ? 'a' : 'b'}{data.TRUE ? '' : 'c'}",
            null);

    assertThat(template.render(CELLS).text()).isEqualTo("FALSE 0 TRUE b");
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
  @CsvSource(
      delimiter = '→',
      value = {
        "p { color: red }→p { color: red }",
        "@media print { p { color: red } }→@media print { p { color: red } }",
        "\\{{name}→{Ada",
        "{|{{name}}|}→{{name}}",
        "a{! {{name}} !}b→ab",
        "{ \"name\": 1 }→{ \"name\": 1 }",
        "{ name: 'x' }→{ name: 'x' }",
        "${data.none ?: 5}→$5",
        "5 * |x| * 2 <%20→5 * |x| * 2 <%20",
        "{|[name]|} {|%name%|}→[name] %name%",
        "#{data.none ?: 5} @{data.none ?: 5}→#5 @5",
      })
  void bracesThatAreMeantAreSent(String template, String text) throws Exception {
    assertThat(
            LetterTemplate.parse("s", template, null, COLUMNS)
                .render(Map.of("name", "Ada", "data", Map.of()))
                .text())
        .startsWith(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100%, 50% of 20% and $5, $ 7$",
        "[1] and [other], a[name] and [Name](https://example.com)",
        "#section #name #city $name is 5% city",
        "a << b >> c, <name>, «quoted»",
        "<style>p { color: red } .a { } a:hover { margin:0;color:blue }</style>",
        "<style>input[name] { color: red } [name] { color: red }</style>",
        "@media (max-width: 600px) { td { width: 100% !important } }",
        "<!--[if mso]><p>x</p><![endif]--> <?xml version='1.0'?>",
        "https://example.com/?q=a%20city%20b&x=%C3%A4city%C3#name",
        "Is it so? Yes: name, email & city; me@example.com __init__",
        "{\"a\": 1} { 1, 2 } { a, b } {} { for example }",
        "<a name=\"city\" href=\"#city\">[no.]</a>",
        "|name| *name* _name_ ~name~ -name- (name) 'name'",
      })
  void proseHtmlAndCssAreSentAsTheyAre(String template) throws Exception {
    LetterTemplate parsed = LetterTemplate.parse("s", template, template, COLUMNS);

    assertThat(parsed.render(ADA)).isEqualTo(new Letter("s", template, template));
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
  void emptyNameCountsAsMissing() throws Exception {
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
        "{data.missing}",
        "{data.order.missing}",
        "{data.tags.size}",
        "{data.keys}",
        "{data.raw}",
        "{data.missing ?: data.absent}",
        "{data.order ? data.missing : 'x'}",
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
  void renderingBeyondItsLimitFails() throws Exception {
    Map<String, Object> large = new HashMap<>(ADA);
    large.put("name", "x".repeat(LetterTemplate.MAX_RENDERED / 2));
    LetterTemplate template = LetterTemplate.parse("s", "{name}".repeat(10_000), null);

    assertThatExceptionOfType(Unrenderable.class)
        .isThrownBy(() -> template.render(large))
        .withMessageContaining("more than");
  }

  @Test
  void deepestAllowedNestingIsRendered() throws Exception {
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
