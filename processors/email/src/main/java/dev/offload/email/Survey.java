package dev.offload.email;

import dev.offload.email.recipients.Entry.Invalid;
import dev.offload.email.recipients.Entry.Valid;
import dev.offload.email.recipients.RecipientList;
import dev.offload.email.recipients.UnfitList;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// What is found by reading a list of recipients once: how many there are, how many chunks
/// they make, which entries are invalid, and which members of `data` there are.
record Survey(int recipients, int chunks, Delivered invalid, Set<String> columns) {
  Survey {
    columns = Set.copyOf(columns);
  }

  static Survey of(RecipientList list, int chunkSize, int draftBytes)
      throws IOException, UnfitList {
    AtomicInteger recipients = new AtomicInteger();
    AtomicInteger chunks = new AtomicInteger();
    Set<String> columns = new HashSet<>();
    Delivered[] invalid = {Delivered.none()};
    Packer packer = new Packer(chunkSize, draftBytes, _ -> chunks.incrementAndGet());
    list.forEach(
        entry -> {
          recipients.incrementAndGet();
          switch (entry) {
            case Valid(var recipient) -> {
              packer.add(recipient);
              if (recipient.data() != null) {
                recipient.data().fieldNames().forEachRemaining(columns::add);
              }
            }
            case Invalid(int index, String reason) ->
                invalid[0] = invalid[0].oneInvalid(index, reason);
          }
        });
    packer.flush();
    return new Survey(recipients.get(), chunks.get(), invalid[0], columns);
  }
}
