package dev.offload.ingest.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;

/// Refuses valid JSON that can't be stored: half a surrogate pair has no UTF-8, U+0000 ends a
/// string in many stores, and a number with a large exponent, even zero, can take far more
/// memory than its text.
public final class TextRules {

  private static final int MAX_EXPONENT = 308;

  /// The rule for a number, for people.
  static final String NUMBER_RULE =
      "must be a number whose exponent is between -308 and 308, with one digit before the point";

  private TextRules() {}

  public static void check(JsonNode json, Faults faults) {
    check(json, "", faults);
  }

  private static void check(JsonNode node, String pointer, Faults faults) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
          String below = Pointers.below(pointer, member.getKey());
          checkText(member.getKey(), below, "must have a name", faults);
          check(member.getValue(), below, faults);
        }
      }
      case ARRAY -> {
        for (int i = 0; i < node.size(); i++) {
          check(node.get(i), pointer + "/" + i, faults);
        }
      }
      case STRING -> checkText(node.textValue(), pointer, "must be a string", faults);
      case NUMBER -> checkNumber(node, pointer, faults);
      case BINARY, BOOLEAN, MISSING, NULL, POJO -> {
        // Nothing that could be wrong.
      }
    }
  }

  private static void checkText(String text, String pointer, String subject, Faults faults) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        faults.add(pointer, subject + " without the character U+0000");
        return;
      }
      if (Character.isSurrogate(c)) {
        boolean isPair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!isPair) {
          faults.add(pointer, subject + " without half surrogate pairs");
          return;
        }
        i++;
      }
    }
  }

  private static void checkNumber(JsonNode node, String pointer, Faults faults) {
    if (node.isBigDecimal()) {
      BigDecimal number = node.decimalValue();
      // The exponent of the first digit: 1e308 has one more digit before the point.
      long exponent = (long) number.precision() - number.scale() - 1;
      if (Math.abs(exponent) > MAX_EXPONENT) {
        faults.add(pointer, NUMBER_RULE);
      }
    }
  }
}
