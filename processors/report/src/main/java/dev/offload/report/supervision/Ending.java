package dev.offload.report.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.Reason;
import java.util.List;

/// How a child ended. It is dead in any case.
public sealed interface Ending {
  /// It has written its files to its directory.
  ///
  /// @param head the first rows
  record Answered(long rows, List<Column> columns, List<List<JsonNode>> head) implements Ending {
    public Answered {
      columns = List.copyOf(columns);
      head = List.copyOf(head);
    }
  }

  /// The report can't be made: the child said so, or was killed at a limit.
  record Refused(Reason reason, String message) implements Ending {}

  /// It died by itself. Another attempt may succeed.
  record Crashed(int status) implements Ending {}

  /// It was killed because the task was cancelled or the worker stops.
  record Cancelled() implements Ending {}
}
