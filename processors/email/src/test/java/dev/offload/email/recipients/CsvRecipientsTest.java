package dev.offload.email.recipients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.email.recipients.Entry.Invalid;
import dev.offload.email.recipients.Entry.Valid;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecipientsTest {
  private static final String CSV = "text/csv";
  private static final ObjectNode DATA = JsonNodeFactory.instance.objectNode();

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
  void malformedRecordIsAnInvalidRecipient() throws Exception {
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
  void unclosedQuoteMakesTheListUnfit() {
    String csv = "email\na@b.de\n\"" + "x".repeat(1 << 20);

    assertThatExceptionOfType(UnfitList.class).isThrownBy(() -> read(csv));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email,note\na@b.de,\"x\nc@d.de,y\n",
        "email,note\na@b.de,x\nc@d.de,\"y",
        "email,note\na@b.de,\"",
        "email,\"note\na@b.de,x\n",
      })
  void quoteThatIsNeverClosedIsUnfit(String csv) {
    assertThatExceptionOfType(UnfitList.class)
        .isThrownBy(() -> read(csv))
        .withMessageContaining("a quote is opened and never closed");
  }

  @Test
  void blanksAroundQuotesAreNotPartOfAField() throws Exception {
    assertThat(read("email, name\na@b.de, \"Müller, Ada\" \n"))
        .containsExactly(new Valid(new Recipient(0, "a@b.de", "Müller, Ada", DATA)));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|"})
  void delimiterIsTheOneWithWhichThereIsAColumnEmail(String delimiter) throws Exception {
    String csv = "\nsize%1$semail\n1,5%1$sada@example.com\n".formatted(delimiter);

    assertThat(read(csv))
        .containsExactly(
            new Valid(
                new Recipient(0, "ada@example.com", null, DATA.deepCopy().put("size", "1,5"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sep=;\n", "SEP=;\r\n", "\"sep=;\"\n", "\uFEFFsep=;\n"})
  void delimiterIsReadFromTheLineForExcel(String line) throws Exception {
    assertThat(read(line + "email;a,b\na@b.de;1,2\nnobody\n"))
        .containsExactly(
            new Valid(new Recipient(0, "a@b.de", null, DATA.deepCopy().put("a,b", "1,2"))),
            new Invalid(1, "line 4 has 1 fields for 2 columns"));
  }

  @Test
  void noBreakSpaceIsBlank() throws Exception {
    assertThat(read("\u00A0email,name\u202F,\u00A0\n\u00A0\n\u00A0a@b.de,\u00A0Ada\u2007,\u00A0\n"))
        .containsExactly(new Valid(new Recipient(0, "a@b.de", "Ada", DATA)));
  }

  @Test
  void delimiterOfTheClientIsUsed() throws Exception {
    CsvForm form = CsvForm.of(null, "|", CSV);

    assertThat(read("email|a,b\na@b.de|1,2\n".getBytes(StandardCharsets.UTF_8), form))
        .containsExactly(
            new Valid(new Recipient(0, "a@b.de", null, DATA.deepCopy().put("a,b", "1,2"))));
  }

  @Test
  void columnsWithoutANameMayBeEmpty() throws Exception {
    List<Entry> entries =
        read("email,name,,\na@b.de,Ada,,\na@b.de,Ada\na@b.de,Ada,x,\na@b.de,Ada,,,,\n,,,\n");

    assertThat(entries)
        .containsExactly(
            new Valid(new Recipient(0, "a@b.de", "Ada", DATA)),
            new Invalid(1, "line 3 has 2 fields for 4 columns"),
            new Invalid(2, "line 4 has a value in column 3, which has no name"),
            new Valid(new Recipient(3, "a@b.de", "Ada", DATA)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "iso-8859-1", "UTF-8", "utf-16le", "utf-16be"})
  void encodingOfTheClientIsUsed(String encoding) throws Exception {
    byte[] bytes = "email,name\na@b.de,Jürgen Großmann\n".getBytes(encoding);

    assertThat(read(bytes, CsvForm.of(encoding, null, CSV)))
        .containsExactly(new Valid(new Recipient(0, "a@b.de", "Jürgen Großmann", DATA)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"})
  void encodingIsDetectedFromTheByteOrderMark(String encoding) throws Exception {
    byte[] bytes = "\uFEFFemail,name\na@b.de,Zoë\n".getBytes(encoding);

    assertThat(read(bytes, CsvForm.DEFAULT))
        .containsExactly(new Valid(new Recipient(0, "a@b.de", "Zoë", DATA)));
  }

  @ParameterizedTest
  @CsvSource({"latin-1, iso-8859-1", "Latin-1, iso-8859-1", "UTF-16, utf-16le", "utf-16, utf-16be"})
  void encodingMayBeGivenByAnAlias(String said, String encoding) throws Exception {
    byte[] bytes = "email,name\na@b.de,Jürgen Großmann\n".getBytes(encoding);

    assertThat(read(bytes, CsvForm.of(said, null, CSV)))
        .containsExactly(new Valid(new Recipient(0, "a@b.de", "Jürgen Großmann", DATA)));
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv; charset=iso-8859-1, , iso-8859-1",
    "text/csv;charset=\"windows-1252\", , windows-1252",
    "text/csv; charset=iso-8859-1, utf-8, utf-8",
    "text/csv; charset=unheard, , utf-8",
    "text/csv, , utf-8",
  })
  void encodingIsThatOfTheContentTypeUnlessTheClientNamesOne(
      String contentType, String said, String encoding) throws Exception {
    byte[] bytes = "email,name\na@b.de,Jürgen Großmann\n".getBytes(encoding);

    assertThat(read(bytes, CsvForm.of(said, null, contentType)))
        .containsExactly(new Valid(new Recipient(0, "a@b.de", "Jürgen Großmann", DATA)));
  }

  @Test
  void unknownEncodingOrDelimiterMakesTheListUnfit() {
    assertThatExceptionOfType(UnfitList.class).isThrownBy(() -> CsvForm.of("latin-99", null, CSV));
    assertThatExceptionOfType(UnfitList.class).isThrownBy(() -> CsvForm.of("utf 8", null, CSV));
    assertThatExceptionOfType(UnfitList.class).isThrownBy(() -> CsvForm.of(null, "||", CSV));
  }

  private static List<Entry> read(String csv) throws Exception {
    return read(csv.getBytes(StandardCharsets.UTF_8), CsvForm.DEFAULT);
  }

  private static List<Entry> read(byte[] csv, CsvForm form) throws Exception {
    List<Entry> entries = new ArrayList<>();
    CsvRecipients.read(new ByteArrayInputStream(csv), form, entries::add);
    return entries;
  }
}
