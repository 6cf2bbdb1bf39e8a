package dev.offload.email.recipients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.email.recipients.Entry.Invalid;
import dev.offload.email.recipients.Entry.Valid;
import dev.offload.email.smtp.Mailbox;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.EmailAddress;

/// Checks whether an entry is a recipient.
final class RecipientCheck {
  /// How long a recipient may be as JSON, in characters, so that at least one fits into a chunk.
  static final int MAX_SIZE = 16 * 1024;

  private RecipientCheck() {}

  static Entry of(int index, String email, String name, ObjectNode data) {
    if (!EmailAddress.isValid(email)) {
      return new Invalid(index, "the address is not an e-mail address");
    }
    if (name != null
        && (name.length() > Mailbox.MAX_NAME_LENGTH
            || name.chars().anyMatch(Character::isISOControl))) {
      return new Invalid(
          index,
          "the name has control characters, or more than %d characters"
              .formatted(Mailbox.MAX_NAME_LENGTH));
    }
    Recipient recipient = new Recipient(index, email, name, data);
    return Json.MAPPER.valueToTree(recipient).toString().length() > MAX_SIZE
        ? new Invalid(index, "its data has more than %d characters".formatted(MAX_SIZE))
        : new Valid(recipient);
  }
}
