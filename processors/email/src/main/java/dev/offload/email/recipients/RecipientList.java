package dev.offload.email.recipients;

import dev.offload.worker.TaskFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The recipients of a mailing. They can be read more than once, always in the same order.
public sealed interface RecipientList {
  /// Passes each entry to `reader`.
  void forEach(Consumer<Entry> reader) throws IOException, UnfitList;

  /// Recipients in the input itself.
  record Inline(List<Recipient> recipients) implements RecipientList {
    @Override
    public void forEach(Consumer<Entry> reader) {
      IntStream.range(0, recipients.size())
          .mapToObj(
              i -> {
                Recipient given = recipients.get(i);
                return RecipientCheck.of(i, given.email(), given.name(), given.data());
              })
          .forEach(reader);
    }
  }

  /// Recipients in an uploaded file.
  record InFile(TaskFiles.Info file, CsvForm form, TaskFiles files) implements RecipientList {
    private static final int AT_A_TIME = 256;

    @Override
    public void forEach(Consumer<Entry> reader) throws IOException, UnfitList {
      AtomicInteger read = new AtomicInteger();
      try (var in = files.open(file.id())) {
        CsvRecipients.read(
            in,
            form,
            entry -> {
              reader.accept(entry);
              if (read.incrementAndGet() % AT_A_TIME == 0) {
                giveWay();
              }
            });
      } catch (CharacterCodingException _) {
        throw unreadable();
      }
    }

    /// A list can have millions of entries, and nobody takes the processor from a virtual thread.
    @SuppressWarnings("ThreadPriorityCheck")
    private static void giveWay() {
      Thread.yield();
    }

    private UnfitList unreadable() throws IOException {
      try (var in = files.open(file.id())) {
        return new UnfitList(
            "line %d is not valid %s: save the file as UTF-8, or name its encoding"
                .formatted(CsvText.firstUnreadableLine(in, form.encoding()), form.encoding()));
      }
    }
  }
}
