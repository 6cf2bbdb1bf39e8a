package dev.offload.ingest.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.TextSlice;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.AfterBody;
import dev.offload.ingest.submit.TaskBody;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.GroupId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// A line that has a name, or waits for others by their names.
///
/// @param text a copy of the line
/// @param after the names of those that it waits for
/// @param group the group that it names, if it names one
record NamedLine(
    TextSlice text, Optional<String> name, List<String> after, Optional<GroupId> group) {
  /// Empty if a line has no name and waits for none.
  ///
  /// @throws ProblemException `invalid-task` if it says so in a wrong way
  static Optional<NamedLine> of(JsonNode json, TextSlice text) {
    if (!json.has(AfterBody.NAME.name()) && !json.has(AfterBody.AFTER.name())) {
      return Optional.empty();
    }
    Faults faults = new Faults();
    Optional<String> name = read(AfterBody.NAME, json, faults);
    List<String> after = read(AfterBody.AFTER, json, faults).orElseGet(List::of);
    if (!faults.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.INVALID_TASK, "The body is invalid: see errors.", faults.list());
    }
    Optional<GroupId> group = GroupId.tryParse(json.path(TaskBody.GROUP.name()).asText());
    return Optional.of(new NamedLine(copy(text), name, after, group));
  }

  private static <T> Optional<T> read(Member<T> member, JsonNode json, Faults faults) {
    JsonNode value = json.get(member.name());
    return value == null ? Optional.empty() : member.kind().read(value, member.pointer(), faults);
  }

  private static TextSlice copy(TextSlice text) {
    byte[] bytes = new byte[text.length()];
    text.bytes().duplicate().get(bytes);
    return new TextSlice(ByteBuffer.wrap(bytes), text.line());
  }

  long line() {
    return text.line();
  }
}
