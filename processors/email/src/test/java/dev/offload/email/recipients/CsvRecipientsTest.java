package dev.offload.email.recipients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.email.recipients.Entry.Invalid;
import dev.offload.email.recipients.Entry.Valid;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecipientsTest {

  @Test
  void otherColumnsThanEmailAndNameAreData() throws Exception {
    List<Entry> entries =
        read(
            """
            \uFEFFcity,Email, NAME ,order
            Paris,ada@example.com,Ada,7
            "Zürich, CH",bob@example.com,,"8""9"
            """);

    assertThat(entries).hasSize(2);
    assertThat(((Valid) entries.getFirst()).recipient().values())
        .isEqualTo(
            Map.of(
                "email",
                "ada@example.com",
                "name",
                "Ada",
                "data",
                Map.of("city", "Paris", "order", "7")));
    assertThat(((Valid) entries.getLast()).recipient().values())
        .isEqualTo(
            Map.of(
                "email",
                "bob@example.com",
                "name",
                "",
                "data",
                Map.of("city", "Zürich, CH", "order", "8\"9")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "a@b@c",
        "@example.com",
        "ada@",
        "ada@-example.com",
        "\"ada\r\nBcc: x@y.z@example.com\"",
        "ada@example.com>",
        "a b@example.com",
        "ada..x@example.com",
        "ä@example.com",
      })
  void recordWithoutAnAddressIsInvalidAndTheOthersGoOn(String address) throws Exception {
    List<Entry> entries = read("email\n" + address + "\nbob@example.com\n");

    assertThat(entries).hasSize(2);
    assertThat(entries.getFirst()).isInstanceOf(Invalid.class);
    assertThat(entries.getLast())
        .isEqualTo(
            new Valid(
                new Recipient(1, "bob@example.com", null, JsonNodeFactory.instance.objectNode())));
  }

  @Test
  void recordOfTooFewOrTooManyFieldsOrWithAControlInItsNameIsInvalid() throws Exception {
    List<Entry> entries =
        read("email,name\na@b.de\na@b.de,Ada,3\na@b.de,\"Ada\nBcc: c@d.de\"\na@b.de,Ada\n");

    assertThat(entries.subList(0, 3)).allMatch(Invalid.class::isInstance);
    assertThat(entries.get(0)).isEqualTo(new Invalid(0, "line 2 has 1 fields for 2 columns"));
    assertThat(entries.get(3)).isInstanceOf(Valid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "name,city\nAda,Paris\n", "email,a,a\n", "email,Email\n"})
  void fileWithoutUsableColumnsIsUnfit(String csv) {
    assertThatExceptionOfType(UnfitList.class).isThrownBy(() -> read(csv));
  }

  @Test
  void quoteWithoutEndIsUnfitOnceItIsTooLong() {
    String csv = "email\na@b.de\n\"" + "x".repeat(1 << 20);

    assertThatExceptionOfType(UnfitList.class).isThrownBy(() -> read(csv));
  }

  private static List<Entry> read(String csv) throws Exception {
    List<Entry> entries = new ArrayList<>();
    CsvRecipients.read(
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), entries::add);
    return entries;
  }
}
