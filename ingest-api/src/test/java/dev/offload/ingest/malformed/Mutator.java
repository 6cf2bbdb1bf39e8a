package dev.offload.ingest.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/// Makes of what is right something that is hardly so any more. The same seed makes the same.
final class Mutator {
  private static final List<String> ODD_JSON =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "-0",
          "1.10",
          "1e3",
          "1e308",
          "1e309",
          "-1e-400",
          "1E+99999999999",
          "2147483648",
          "9223372036854775808",
          "0.1e1",
          "01",
          "NaN",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"ä€😀\"",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "{\"\":{}}",
          "{\"a\":1,\"a\":1}",
          "\"9999-12-31T23:59:59-05:00\"",
          "\"+10000-01-01T00:00:00Z\"",
          "\"0000-01-01T00:00:00+18:00\"",
          "\"2027-01-31T08:00:00Z\"",
          "\"P1W\"",
          "\"PT1.5H\"",
          "\"P99999999999W\"",
          "\"PT9223372036854775807S\"",
          "\"-PT1S\"",
          "\"P1Y\"",
          "\"PT0S\"",
          "\"a@b.de\"",
          "\"a..b@c\"",
          "\"https://[::1]:99999/%zz\"",
          "\"http://a_b/ä\"",
          "\"fil_019ab3c2-0000-7000-8000-000000000000\"",
          "\"* * * * *\"",
          "\"0 0 1,L OCT-MAR ?\"",
          "\"0 0 0 L-3W * ?\"",
          "\"0 0 30 2 *\"",
          "\"*/59 1-2/3 * * FRI#5\"",
          "\"Europe/Berlin\"");

  private static final List<String> ODD_TEXT =
      List.of(
          "",
          " ",
          "\t",
          ",",
          ";",
          "=",
          "\"",
          "\\",
          "'",
          "%",
          "%zz",
          "*",
          "/",
          "-",
          "--",
          ":",
          "W/",
          "wait=",
          "bytes=",
          "0-",
          "sha-256=:",
          "gzip",
          "chunked",
          "\u0080",
          "\u00ff",
          "\u0001",
          "é",
          "9223372036854775808",
          "-1",
          "0x1",
          "NaN",
          "a".repeat(300),
          "../..",
          "\r\n ",
          "null");

  private static final int[] REPEATS = {2, 10, 300, 2_000};

  private final Random random;

  Mutator(long seed) {
    this.random = new Random(seed);
  }

  <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  /// JSON with one to three members or items that are odd, and sometimes with odd bytes.
  byte[] json(String seed) {
    JsonNode root = read(seed);
    List<String> odd = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      replaceOne(root, odd);
    }
    String text = root.toString();
    for (int i = 0; i < odd.size(); i++) {
      text = text.replace(mark(i), odd.get(i));
    }
    byte[] bytes = text.getBytes(UTF_8);
    return chance(4) ? bytes(bytes) : bytes;
  }

  /// What is odd need not be JSON, so a mark stands for it in the tree.
  private static String mark(int number) {
    return "\"\u2620" + number + "\"";
  }

  private void replaceOne(JsonNode root, List<String> odd) {
    JsonNode node = root;
    while (true) {
      List<JsonNode> below = new ArrayList<>();
      node.forEach(
          child -> {
            if (child.isContainerNode() && !child.isEmpty()) {
              below.add(child);
            }
          });
      if (below.isEmpty() || chance(3)) {
        break;
      }
      node = any(below);
    }
    String mark = "\u2620" + odd.size();
    odd.add(chance(10) ? "[".repeat(70) + "]".repeat(70) : any(ODD_JSON));
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.add(chance(5) ? "a/b~c" : "unknown");
      object.put(any(names), mark);
    } else if (node instanceof ArrayNode array) {
      array.add(mark);
    }
  }

  private static JsonNode read(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Bytes with some flipped, left out, doubled or put in.
  byte[] bytes(byte... seed) {
    byte[] bytes = seed.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int begin = random.nextInt(bytes.length + 1);
      int end = Math.min(bytes.length, begin + random.nextInt(8));
      byte[] piece =
          switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> twice(Arrays.copyOfRange(bytes, begin, end));
            case 2 -> new byte[] {(byte) random.nextInt(256)};
            default -> any(ODD_TEXT).getBytes(ISO_8859_1);
          };
      bytes =
          joined(Arrays.copyOf(bytes, begin), piece, Arrays.copyOfRange(bytes, end, bytes.length));
    }
    return bytes;
  }

  /// A header's value that is odd, without what would end the header.
  String header(String seed) {
    String value = seed;
    for (int i = random.nextInt(3); i > 0; i--) {
      value =
          switch (random.nextInt(4)) {
            case 0 -> new String(bytes(value.getBytes(ISO_8859_1)), ISO_8859_1);
            case 1 -> value + any(ODD_TEXT).repeat(REPEATS[random.nextInt(REPEATS.length)]);
            case 2 -> any(ODD_TEXT).repeat(REPEATS[random.nextInt(REPEATS.length)]) + value;
            default -> value + any(List.of(",", ";", " ", "\"")) + value;
          };
      value = value.substring(0, Math.min(value.length(), 12_000));
    }
    return value.replace("\r", "").replace("\n", "");
  }

  /// A cursor with other bytes in it.
  String cursor(String seed) {
    try {
      byte[] bytes = bytes(Base64.getUrlDecoder().decode(seed));
      return chance(5)
          ? header(seed)
          : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (IllegalArgumentException _) {
      return header(seed);
    }
  }

  private static byte[] twice(byte... bytes) {
    return joined(bytes, bytes);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
