package dev.offload.report.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.Reason;
import java.util.List;

/// How a child ended. It is dead in any case.
public sealed interface Ending {
  /// Its files are in its directory.
  ///
  /// @param head the first rows
  record Answered(long rows, List<Column> columns, List<List<JsonNode>> head) implements Ending {
    public Answered {
      columns = List.copyOf(columns);
      head = List.copyOf(head);
    }
  }

  /// The report can't be had: the child said so, or was killed at a limit.
  record Refused(Reason reason, String message) implements Ending {}

  /// It died by itself, which may pass.
  record Crashed(int status) implements Ending {}

  /// It was killed because nobody wants the report any more.
  record Cancelled() implements Ending {}
}
