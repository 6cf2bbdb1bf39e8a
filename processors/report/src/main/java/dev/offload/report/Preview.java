package dev.offload.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Column;
import dev.offload.schemas.json.Json;
import java.util.ArrayList;
import java.util.List;

/// Keeps a result small enough to be stored with a task. Long names are cut, and only as many
/// rows are shown as fit.
final class Preview {
  private static final int MOST_BYTES = 60 << 10;
  private static final int LONGEST_NAME = 128;

  private Preview() {}

  static ReportResult result(
      long rows, List<Column> columns, List<List<JsonNode>> head, int previewRows) {
    List<Column> named =
        columns.stream().map(column -> new Column(cut(column.name()), cut(column.type()))).toList();
    int room = MOST_BYTES - size(named);
    List<List<JsonNode>> shown = new ArrayList<>();
    for (List<JsonNode> row : head.subList(0, Math.min(previewRows, head.size()))) {
      room -= size(row);
      if (room < 0) {
        break;
      }
      shown.add(row);
    }
    return new ReportResult(rows, named, shown);
  }

  private static int size(Object value) {
    try {
      return Json.MAPPER.writeValueAsBytes(value).length;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("can't be written as JSON: " + value, e);
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME - 1) + "…";
  }
}
