package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.recipients.Recipient;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import dev.offload.worker.TaskContext;
import java.util.List;
import java.util.stream.IntStream;

/// Some of a mailing's recipients. Their mails are sent window by window. It is the input of a
/// system task of type `email`, in the member `chunk`. `mailing` is the id of the mailing's
/// task.
record Chunk(TaskId mailing, Draft draft, List<Recipient> recipients) {
  /// The only member of the input. Clients can't submit it.
  static final String MEMBER = "chunk";

  Chunk {
    recipients = List.copyOf(recipients);
  }

  /// Whether `task` is a child of the mailing. The id of a child follows from its parent, and no
  /// client can choose it.
  boolean isOf(TaskContext task) {
    ParentTask parent = new ParentTask(mailing, task.tenant(), null);
    return IntStream.range(0, ParentTask.MAX_CHILDREN)
        .mapToObj(parent::childId)
        .anyMatch(task.taskId()::equals);
  }

  JsonNode input() {
    return Json.MAPPER.createObjectNode().set(MEMBER, Json.MAPPER.valueToTree(this));
  }
}
