package dev.offload.report.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// One line that a child process writes. Its last message is [Answered] or [Refused]. If
/// neither comes, it has crashed.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "message")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Message.StepDone.class, name = "step-done"),
  @JsonSubTypes.Type(value = Message.Doing.class, name = "doing"),
  @JsonSubTypes.Type(value = Message.Row.class, name = "row"),
  @JsonSubTypes.Type(value = Message.Answered.class, name = "answered"),
  @JsonSubTypes.Type(value = Message.Refused.class, name = "refused"),
})
public sealed interface Message {
  /// A step is done: a source, the query or the files.
  record StepDone(String what) implements Message {}

  /// How far a long step has come.
  record Doing(String what) implements Message {}

  /// One of the first rows of the answer, with long texts cut.
  record Row(List<JsonNode> cells) implements Message {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /// All files are written.
  record Answered(long rows, List<Column> columns) implements Message {
    public Answered {
      columns = List.copyOf(columns);
    }
  }

  /// The report can't be made.
  record Refused(Reason reason, String text) implements Message {}
}
