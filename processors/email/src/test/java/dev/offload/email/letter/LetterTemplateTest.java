package dev.offload.email.letter;

import static dev.offload.email.letter.Samples.ADA;
import static dev.offload.email.letter.Samples.CELLS;
import static dev.offload.email.letter.Samples.COLUMNS;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What templates mean.
class LetterTemplateTest {
  private static final String ZEROS =
      "00000000000000000000000000000000000000000000000000"
          + "00000000000000000000000000000000000000000000000000";

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
    "{data.none ?: -0}, -0",
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
  void numbersAreWrittenPlainly(String template, String text) throws Exception {
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

  @Test
  void emptyNameCountsAsMissing() throws Exception {
    Map<String, Object> nameless = new HashMap<>(ADA);
    nameless.put("name", "");
    LetterTemplate template =
        LetterTemplate.parse("s", "{#if name}Dear {name}{#else}Hello{/if}", null);

    assertThat(template.render(nameless).text()).isEqualTo("Hello");
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
  @CsvSource(
      delimiter = '→',
      value = {
        "p { color: red }→p { color: red }",
        "@media print { p { color: red } }→@media print { p { color: red } }",
        "\\{{name}→{Ada",
        "{|{{name}}|}→{{name}}",
        "a{! {{name}} !}b→ab",
        "a{! {#if name}x{/if} {!}b→ab",
        "{|{!name}|} \\{!name}→{!name} {!name}",
        "{ \"name\": 1 }→{ \"name\": 1 }",
        "{ name: 'x' }→{ name: 'x' }",
        "${data.none ?: 5}→$5",
        "5 * |x| * 2 <%20→5 * |x| * 2 <%20",
        "{|[name]|} {|%name%|}→[name] %name%",
        "#{data.none ?: 5} @{data.none ?: 5}→#5 @5",
      })
  void escapedBracesAreSent(String template, String text) throws Exception {
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
  void deepestAllowedNestingIsRendered() throws Exception {
    int depth = LetterTemplate.MAX_SECTIONS;
    LetterTemplate template =
        LetterTemplate.parse("s", "{#if name}".repeat(depth) + "x" + "{/if}".repeat(depth), null);

    assertThat(template.render(ADA).text()).isEqualTo("x");
  }
}
