package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random sources, compared with a slow and simple reader. Both make the same table, or both
/// refuse. To run it for longer: `-Doffload.report.fuzz=PT10M`. To repeat a case:
/// `-Doffload.report.fuzz.seed=n`.
class SourceFuzzTest {
  /// Numbers with more decimals or zeros than this are written with their exponent.
  private static final int MOST_PLAIN = 1_000;

  private static final Duration TIME =
      Duration.parse(System.getProperty("offload.report.fuzz", "PT2S"));
  private static final long SEED = Long.getLong("offload.report.fuzz.seed", 0);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][-+]?[0-9]{8}");
  private static final String[] DELIMITERS = {",", ";", "\t", "|"};

  @TempDir Path directory;

  /// One case, made from a seed.
  @FunctionalInterface
  private interface Case {
    void run(SourceRig rig, long seed) throws Exception;
  }

  @Test
  void csvIsReadLikeASimpleReaderReadsIt() throws Exception {
    repeat(
        (rig, seed) -> {
          ChanceRows rows = new ChanceRows(new Random(seed));
          String delimiter = DELIMITERS[(int) (seed & 3)];
          String text = rows.mutated(rows.csv(delimiter.charAt(0)));
          Optional<List<List<String>>> slow = SlowCsv.read(text, delimiter.charAt(0));
          String said =
              "'header': true, 'delimiter': '%s'".formatted(delimiter.replace("\t", "\\t"));

          assertSame(rig, load(rig, "a.csv", text, said), slow);
        });
  }

  @Test
  void guessIsRightOrRefused() throws Exception {
    repeat(
        (rig, seed) -> {
          ChanceRows rows = new ChanceRows(new Random(seed));
          char delimiter = DELIMITERS[(int) (seed & 3)].charAt(0);
          String text = rows.csv(delimiter);

          if (load(rig, "a.csv", text, "")) {
            assertSame(rig, true, SlowCsv.read(text, delimiter));
          }
        });
  }

  @Test
  void jsonIsReadLikeASimpleReaderReadsIt() throws Exception {
    repeat(
        (rig, seed) -> {
          ChanceRows rows = new ChanceRows(new Random(seed));
          String text = rows.mutated(rows.ndjson());
          if (LONG_EXPONENT.matcher(text).find()) {
            return; // the slow reader can't hold it
          }
          Optional<List<JsonNode>> slow = slowJson(text);
          boolean loaded = load(rig, "a.ndjson", text, "");

          assertThat(loaded).isEqualTo(slow.isPresent());
          if (loaded) {
            assertSameJson(rig, slow.orElseThrow());
          }
        });
  }

  private void repeat(Case each) throws Exception {
    long seed = SEED;
    long end = System.nanoTime() + TIME.toNanos();
    int cases = 0;
    try (SourceRig rig = new SourceRig(directory)) {
      do {
        try {
          each.run(rig, seed);
        } catch (Exception | AssertionError e) {
          throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
        seed++;
        cases++;
      } while (System.nanoTime() < end);
    }
    assertThat(cases).isPositive();
  }

  private static boolean load(SourceRig rig, String name, String text, String said)
      throws Exception {
    try {
      rig.load(name, text.getBytes(UTF_8), said);
      return true;
    } catch (UnfitReport e) {
      assertThat(e.getMessage()).startsWith("source t");
      return false;
    }
  }

  private static void assertSame(SourceRig rig, boolean loaded, Optional<List<List<String>>> slow)
      throws Exception {
    assertThat(loaded).as("read, and by the slow reader %s", slow).isEqualTo(slow.isPresent());
    if (!loaded) {
      return;
    }
    List<List<String>> rows = slow.orElseThrow().subList(1, slow.orElseThrow().size());
    List<String> types = types(rig);
    assertThat(types).hasSize(slow.orElseThrow().getFirst().size());
    List<List<String>> held = rig.rows("FROM t");
    assertThat(held).hasSameSizeAs(rows);
    for (int column = 0; column < types.size(); column++) {
      List<String> values = new ArrayList<>();
      for (int row = 0; row < rows.size(); row++) {
        String written = rows.get(row).get(column);
        if (written != null && !written.isBlank()) {
          values.add(written.strip());
        }
        assertThat(SlowTypes.isSame(types.get(column), written, held.get(row).get(column)))
            .as("%s is held as %s: %s", written, types.get(column), held.get(row).get(column))
            .isTrue();
      }
      assertType(types.get(column), SlowTypes.ofText(values));
    }
  }

  private static void assertType(String type, String slow) {
    if (slow.equals("exact")) {
      assertThat(type).matches("DECIMAL.*|VARCHAR");
    } else {
      assertThat(type).isEqualTo(slow);
    }
  }

  private static void assertSameJson(SourceRig rig, List<JsonNode> slow) throws Exception {
    Set<String> names = new LinkedHashSet<>();
    slow.forEach(row -> row.fieldNames().forEachRemaining(names::add));
    List<String> types = types(rig);
    List<List<String>> held = rig.rows("FROM t");
    assertThat(types).hasSameSizeAs(names);
    assertThat(held).hasSameSizeAs(slow);
    int column = 0;
    for (String name : names) {
      List<JsonNode> values = slow.stream().map(row -> row.path(name)).toList();
      List<JsonNode> there =
          values.stream().filter(value -> !value.isMissingNode() && !value.isNull()).toList();
      boolean plain = there.stream().allMatch(JsonNode::isValueNode);
      if (plain) {
        assertType(types.get(column), slowType(there));
      }
      for (int row = 0; row < slow.size(); row++) {
        JsonNode value = values.get(row);
        String written = value.isMissingNode() || value.isNull() ? null : written(value);
        String in = held.get(row).get(column);
        boolean same =
            plain
                ? isSame(types.get(column), value, written, in)
                : types.get(column).equals("JSON")
                    ? written == null ? in == null : JSON.readTree(in).equals(value)
                    : (written == null) == (in == null);
        assertThat(same).as("%s is held as %s: %s", value, types.get(column), in).isTrue();
      }
      column++;
    }
  }

  /// A text column holds a number as it was spelled. A [JsonNode] no longer knows the
  /// spelling.
  private static boolean isSame(String type, JsonNode value, String written, String held) {
    boolean asSpelled = type.equals("VARCHAR") && value.isNumber();
    return asSpelled
        ? new BigDecimal(held).compareTo(value.decimalValue()) == 0
        : SlowTypes.isSame(type, written, held);
  }

  private static String slowType(List<JsonNode> values) {
    if (values.isEmpty()) {
      return "VARCHAR";
    }
    if (values.stream().allMatch(JsonNode::isNumber)) {
      List<String> numbers = values.stream().map(SourceFuzzTest::written).toList();
      return numbers.stream().allMatch(SlowTypes::isNumber)
          ? SlowTypes.ofNumbers(numbers)
          : "VARCHAR";
    }
    if (values.stream().allMatch(JsonNode::isBoolean)) {
      return "BOOLEAN";
    }
    return values.stream().allMatch(JsonNode::isTextual)
        ? SlowTypes.ofTimes(values.stream().map(JsonNode::asText).toList())
        : "VARCHAR";
  }

  /// A number without its exponent. A whole number that was not spelled as an integer still
  /// shows that.
  private static String written(JsonNode value) {
    if (!value.isNumber()) {
      return value.asText();
    }
    BigDecimal number = value.decimalValue();
    if (!value.isIntegralNumber() && Math.abs((long) number.scale()) > MOST_PLAIN) {
      return number.toString(); // a million zeros would take minutes to read again
    }
    String plain = number.toPlainString();
    return value.isIntegralNumber() || plain.contains(".") ? plain : plain + "e0";
  }

  private static List<String> types(SourceRig rig) throws Exception {
    return rig.rows("SELECT column_type FROM (DESCRIBE t)").stream().map(List::getFirst).toList();
  }

  private static Optional<List<JsonNode>> slowJson(String text) {
    List<JsonNode> rows = new ArrayList<>();
    try (var values =
        JSON.reader()
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .forType(JsonNode.class)
            .<JsonNode>readValues(text)) {
      while (values.hasNextValue()) {
        rows.add(values.nextValue());
      }
    } catch (JsonProcessingException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean objects = rows.stream().allMatch(JsonNode::isObject);
    boolean columns = rows.stream().anyMatch(row -> !row.isEmpty());
    return objects && columns ? Optional.of(rows) : Optional.empty();
  }
}
