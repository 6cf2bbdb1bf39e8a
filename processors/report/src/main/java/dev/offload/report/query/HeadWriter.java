package dev.offload.report.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.report.protocol.Message;
import java.math.BigDecimal;
import java.util.List;

/// Sends the first rows to the parent, as long as they are not too large in total.
final class HeadWriter implements RowWriter {
  private static final int LONGEST_TEXT = 200;
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Messages messages;
  private final int rows;
  private int told;
  private long characters;

  HeadWriter(Messages messages, int rows) {
    this.messages = messages;
    this.rows = rows;
  }

  @Override
  public void write(List<Cell> cells) {
    if (told < rows && characters < MOST_CHARACTERS) {
      List<JsonNode> shown = nodes(cells);
      messages.say(new Message.Row(shown));
      told++;
      characters += shown.stream().mapToLong(node -> node.asText().length() + 1L).sum();
    }
  }

  @Override
  public void finish() {
    // Every row has been sent already.
  }

  @Override
  public void close() {
    // The messages stay open, since others still use them.
  }

  /// The cells as JSON, with long texts cut.
  static List<JsonNode> nodes(List<Cell> cells) {
    return cells.stream().map(HeadWriter::node).toList();
  }

  private static JsonNode node(Cell cell) {
    return switch (cell) {
      case Cell.Empty _ -> NODES.nullNode();
      case Cell.Whole(long value) -> NODES.numberNode(value);
      case Cell.Exact(BigDecimal value) -> NODES.numberNode(value);
      case Cell.Fraction(double value) -> NODES.numberNode(value);
      case Cell.Truth(boolean value) -> NODES.booleanNode(value);
      case Cell.Text _, Cell.Json _, Cell.Day _, Cell.Moment _ ->
          NODES.textNode(cut(Cell.text(cell)));
    };
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
