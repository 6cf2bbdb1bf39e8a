package dev.offload.email;

import dev.offload.email.recipients.Entry.Invalid;
import dev.offload.email.recipients.Entry.Valid;
import dev.offload.email.recipients.RecipientList;
import dev.offload.email.recipients.UnfitList;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/// What is found by reading a list of recipients once: how many there are, how many chunks
/// they make, and which entries are invalid.
record Survey(int recipients, int chunks, Delivered invalid) {
  static Survey of(RecipientList list, int chunkSize, int draftBytes)
      throws IOException, UnfitList {
    AtomicInteger recipients = new AtomicInteger();
    AtomicInteger chunks = new AtomicInteger();
    Delivered[] invalid = {Delivered.none()};
    Packer packer = new Packer(chunkSize, draftBytes, _ -> chunks.incrementAndGet());
    list.forEach(
        entry -> {
          recipients.incrementAndGet();
          switch (entry) {
            case Valid(var recipient) -> packer.add(recipient);
            case Invalid(int index, String reason) ->
                invalid[0] = invalid[0].oneInvalid(index, reason);
          }
        });
    packer.flush();
    return new Survey(recipients.get(), chunks.get(), invalid[0]);
  }
}
