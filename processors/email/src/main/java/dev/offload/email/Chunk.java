package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.recipients.Recipient;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import java.util.List;

/// Some of a mailing's recipients. Their mails are sent window by window. It is the input of a
/// system task of type `email`, in the member `chunk`. `mailing` is the id of the mailing's
/// task.
record Chunk(TaskId mailing, Draft draft, List<Recipient> recipients) {
  /// The only member of the input. Clients can't submit it.
  static final String MEMBER = "chunk";

  Chunk {
    recipients = List.copyOf(recipients);
  }

  JsonNode input() {
    return Json.MAPPER.createObjectNode().set(MEMBER, Json.MAPPER.valueToTree(this));
  }
}
