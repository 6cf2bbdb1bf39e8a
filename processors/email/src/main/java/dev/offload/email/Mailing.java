package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.email.letter.UnfitTemplate;
import dev.offload.email.recipients.CsvForm;
import dev.offload.email.recipients.Entry;
import dev.offload.email.recipients.Recipient;
import dev.offload.email.recipients.RecipientList;
import dev.offload.email.recipients.UnfitList;
import dev.offload.email.smtp.Mailbox;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.CompletionMail;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Child;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskFiles;
import dev.offload.worker.UrlSources;
import dev.offload.worker.UrlSources.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A mailing as a client submits it. A small one is sent at once. A large one is split into chunks,
/// which are separate tasks, and summed up when they have ended. Recipients at a URL are fetched
/// first, by children that come before the chunks.
final class Mailing {
  private static final String SPLIT = "split";
  private static final int SPAWNED_AT_ONCE = 20;

  /// The part of a chunk's input for the templates. The rest is for recipients.
  private static final int MAX_DRAFT_BYTES = 128 * 1024;

  private final EmailConfig config;
  private final Senders senders;
  private final ChunkRun chunks;
  private final RetryPolicy chunkRetry;

  Mailing(EmailConfig config, Senders senders, ChunkRun chunks, RetryPolicy chunkRetry) {
    this.config = config;
    this.senders = senders;
    this.chunks = chunks;
    this.chunkRetry = chunkRetry;
  }

  Outcome run(TaskContext task) throws IOException, InterruptedException {
    EmailTask wanted;
    try {
      wanted = task.input(EmailTask.class);
    } catch (IllegalArgumentException e) {
      return Outcome.failedForGood("invalid-input", e.getMessage());
    }
    Optional<Mailbox> sender = senders.of(task.tenant(), wanted.from());
    if (sender.isEmpty()) {
      return Outcome.failedForGood(
          "sender-not-allowed",
          "this tenant may not send mail from %s; leave out from, or have it allowed"
              .formatted(wanted.from()));
    }
    try {
      Draft draft = wanted.draft(sender.get());
      if (isNew(task, 0)) {
        draft.template();
      }
      long maxBytes = config.maxFileSize().asLongValue();
      return switch (UrlSources.of(task, wanted.urls(), maxBytes)) {
        case State.Missing(Outcome end) -> end;
        case State.Fetched(var files, int fetches) ->
            run(task, draft, list(wanted.with(files), task.files()), fetches);
      };
    } catch (UnfitTemplate e) {
      return Outcome.failedForGood("template-invalid", e.getMessage());
    } catch (UnfitList e) {
      return Outcome.failedForGood("recipients-invalid", e.getMessage());
    }
  }

  private Outcome run(TaskContext task, Draft draft, RecipientList list, int fetches)
      throws IOException, UnfitList, UnfitTemplate, InterruptedException {
    Optional<Integer> split = task.checkpoint().map(c -> c.get(SPLIT)).map(JsonNode::intValue);
    int size = split.orElse(config.chunk());
    int draftBytes = Packer.bytesOf(draft);
    if (draftBytes > MAX_DRAFT_BYTES) {
      return Outcome.failedForGood(
          "template-invalid",
          "the templates have %d bytes as JSON, but at most %d are allowed"
              .formatted(draftBytes, MAX_DRAFT_BYTES));
    }
    Survey survey = Survey.of(list, size, draftBytes);
    if (isNew(task, fetches)) {
      draft.check(survey.columns());
    }
    if (survey.recipients() == 0) {
      throw new UnfitList("the list has no recipients");
    }
    int mostChunks = Children.MAX - fetches;
    if (survey.recipients() > config.maxRecipients() || survey.chunks() > mostChunks) {
      return Outcome.failedForGood(
          "too-many-recipients",
          "a mailing may have at most %d recipients and %d chunks"
              .formatted(config.maxRecipients(), mostChunks));
    }
    Optional<Children> ended = endedChunks(task, fetches);
    if (ended.isPresent()) {
      return sum(survey, ended.get());
    }
    boolean begun = task.checkpoint().isPresent() && split.isEmpty();
    return begun || survey.chunks() <= 1
        ? chunks.ofMailing(new Chunk(task.taskId(), draft, valid(list)), survey, task)
        : split(task, draft, list, size, fetches);
  }

  /// What has been accepted before goes on, even if a later version would refuse it.
  private static boolean isNew(TaskContext task, int fetches) {
    return task.checkpoint().isEmpty() && endedChunks(task, fetches).isEmpty();
  }

  /// What is known of the chunks after all have ended.
  private static Optional<Children> endedChunks(TaskContext task, int fetches) {
    return task.children().filter(children -> children.count() > fetches);
  }

  private RecipientList list(EmailTask wanted, TaskFiles files) throws UnfitList {
    return switch (wanted.recipients()) {
      case EmailTask.Recipients.Inline(var recipients) -> new RecipientList.Inline(recipients);
      case EmailTask.Recipients.InFile(String id, String encoding, String delimiter) -> {
        TaskFiles.Info file =
            files.find(id).orElseThrow(() -> new UnfitList("there is no file " + id));
        if (file.size() > config.maxFileSize().asLongValue()) {
          throw new UnfitList(
              "the file has %d bytes, but at most %d are allowed"
                  .formatted(file.size(), config.maxFileSize().asLongValue()));
        }
        yield new RecipientList.InFile(
            file, CsvForm.of(encoding, delimiter, file.contentType()), files);
      }
      case EmailTask.Recipients.AtUrl at ->
          throw new IllegalStateException(
              "the list of recipients was not fetched: " + at.url().origin());
    };
  }

  private static List<Recipient> valid(RecipientList list) throws IOException, UnfitList {
    List<Recipient> valid = new ArrayList<>();
    list.forEach(
        entry -> {
          if (entry instanceof Entry.Valid(Recipient recipient)) {
            valid.add(recipient);
          }
        });
    return valid;
  }

  /// The size is stored first, since a run after a change of configuration must make the same
  /// chunks.
  private Outcome split(TaskContext task, Draft draft, RecipientList list, int size, int fetches)
      throws IOException, UnfitList {
    task.checkpoint(Json.MAPPER.createObjectNode().put(SPLIT, size));
    Spawner spawner = new Spawner(task, draft, chunkRetry, fetches);
    Packer packer = new Packer(size, Packer.bytesOf(draft), spawner::add);
    list.forEach(
        entry -> {
          if (entry instanceof Entry.Valid(Recipient recipient)) {
            packer.add(recipient);
          }
        });
    packer.flush();
    return Outcome.delegated(spawner.spawnAll());
  }

  private static Outcome sum(Survey survey, Children children) {
    long sent = sum(children, "sent");
    long refused = sum(children, "refused");
    long invalid = sum(children, "invalid") + survey.invalid().invalid();
    long unsent = survey.recipients() - sent - refused - invalid;
    if (unsent > 0) {
      return Outcome.failedForGood(
          "not-all-sent",
          "some of %d mails were not sent (sent: %d, refused: %d, invalid: %d, given up: %d)"
              .formatted(survey.recipients(), sent, refused, invalid, unsent));
    }
    if (sent == 0) {
      return NothingSent.outcome(refused, invalid, survey.invalid());
    }
    ObjectNode result = ChunkSender.result(survey.invalid(), survey.recipients());
    return Outcome.succeeded(
        result.put("sent", sent).put("refused", refused).put("invalid", invalid));
  }

  private static long sum(Children children, String name) {
    return children.tallies().getOrDefault(name, 0L);
  }

  /// Spawns the chunks of a mailing, a few at a time.
  private static final class Spawner {
    private final TaskContext task;
    private final Draft draft;
    private final RetryPolicy retry;
    private final List<Child> waiting = new ArrayList<>();
    private int count;

    Spawner(TaskContext task, Draft draft, RetryPolicy retry, int firstIndex) {
      this.task = task;
      this.draft = draft;
      this.retry = retry;
      this.count = firstIndex;
    }

    void add(List<Recipient> recipients) {
      Chunk chunk = new Chunk(task.taskId(), draft, recipients);
      waiting.add(
          new Child(count++, CompletionMail.TYPE, CompletionMail.TYPE, chunk.input(), retry));
      if (waiting.size() == SPAWNED_AT_ONCE) {
        spawnAll();
      }
    }

    int spawnAll() {
      if (!waiting.isEmpty()) {
        task.spawn(List.copyOf(waiting));
        waiting.clear();
      }
      return count;
    }
  }
}
