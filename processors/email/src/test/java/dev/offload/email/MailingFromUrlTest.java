package dev.offload.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.mailsink.Counts;
import dev.offload.mailsink.MailSink;
import dev.offload.mailsink.MessageQuery;
import dev.offload.schemas.fetch.SourceFetch;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Child;
import dev.offload.worker.Outcome;
import dev.offload.worker.Outcome.Failed;
import dev.offload.worker.Outcome.Succeeded;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mailings whose recipients are at a URL.
class MailingFromUrlTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
  private static final String MAILING =
      "{'subject': 'Hi {name}', 'text': 'x', 'recipients':"
          + " {'url': 'https://crm.example/list', 'delimiter': ';'}}";
  private static final ChildDetail FETCHED =
      new ChildDetail(
          0, List.of(OutputFile.of("fil_list", "list", "text/csv", 1, "0".repeat(64))), null);

  @TempDir Path directory;
  private MailSink sink;
  private EmailHandler handler;

  @BeforeEach
  void start() throws IOException {
    sink = MailSink.start(directory, 0, CLOCK);
    handler =
        new EmailHandler(
            TestConfig.sendingTo(sink.port(), Map.of("offload.email.chunk", "10")),
            (_, _) -> Optional.empty(),
            CLOCK);
  }

  @AfterEach
  void stop() throws IOException {
    handler.close();
    sink.close();
  }

  @Test
  void recipientsAreFetchedFirst() throws Exception {
    TaskRig task = TaskRig.of(MAILING);

    assertThat(handler.handle(task)).isEqualTo(Outcome.delegated(1));

    assertThat(SourceFetch.of(task.spawned.getFirst().spec().input()).url())
        .hasToString("https://crm.example/list");
    assertThat(task.checkpoints).isEmpty();
    task.file("fil_list", list(3));
    task.children = new Children(1, 1, 0, Map.of("size", 40L), List.of(FETCHED), 1);
    assertThat(((Succeeded) handler.handle(task)).result().get("sent").asInt()).isEqualTo(3);
    assertThat(counts().messages()).isEqualTo(3);
  }

  @Test
  void chunksComeAfterTheFetch() throws Exception {
    TaskRig task = TaskRig.of(MAILING).file("fil_list", list(25));
    task.children = new Children(1, 1, 0, Map.of(), List.of(FETCHED), 1);

    assertThat(handler.handle(task)).isEqualTo(Outcome.delegated(4));

    assertThat(task.spawned).extracting(Child::index).containsExactly(1, 2, 3);
    for (Child chunk : task.spawned) {
      handler.handle(TaskRig.of(chunk));
    }
    task.children = new Children(4, 4, 0, Map.of("sent", 25L), List.of(FETCHED), 1);
    assertThat(((Succeeded) handler.handle(task)).result().toString())
        .isEqualTo("{'recipients':25,'sent':25,'refused':0,'invalid':0}".replace('\'', '"'));
  }

  @Test
  void wrongTemplateIsFoundBeforeAnythingIsFetched() throws Exception {
    TaskRig task = TaskRig.of(MAILING.replace("'x'", "'{#for i in 9}x{/for}'"));

    assertThat(((Failed) handler.handle(task)).code()).isEqualTo("template-invalid");

    assertThat(task.spawned).isEmpty();
  }

  @Test
  void mailingFailsIfItsRecipientsCannotBeFetched() throws Exception {
    TaskRig task = TaskRig.of(MAILING);
    TaskError gone = new TaskError("source-not-found", "the server answered 404", true, 1);
    task.children =
        new Children(1, 0, 1, Map.of(), List.of(new ChildDetail(0, List.of(), gone)), 1);

    Failed failed = (Failed) handler.handle(task);

    assertThat(failed.code()).isEqualTo("source-not-found");
    assertThat(failed.isFinal()).isTrue();
    assertThat(counts().messages()).isZero();
  }

  private static String list(int recipients) {
    return IntStream.range(0, recipients)
        .mapToObj("r%1$d@example.com;R%1$d\n"::formatted)
        .collect(Collectors.joining("", "email;name\n", ""));
  }

  private Counts counts() throws SQLException {
    return sink.store().count(new MessageQuery(null, null, null, 0, 1));
  }
}
