package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.recipients.Recipient;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import java.util.List;

/// Some of a mailing's recipients, sent one window after the other: the input of a system task of
/// type `email`, in its member `chunk`. `mailing` names the task of the whole mailing.
record Chunk(TaskId mailing, Draft draft, List<Recipient> recipients) {
  /// The one member of the input; no client can submit it.
  static final String MEMBER = "chunk";

  Chunk {
    recipients = List.copyOf(recipients);
  }

  JsonNode input() {
    return Json.MAPPER.createObjectNode().set(MEMBER, Json.MAPPER.valueToTree(this));
  }
}
