package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.smtp.SmtpConnections;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.CompletionMail;
import dev.offload.schemas.notify.UserMail;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.UserDirectory;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;

/// Handles tasks of type `email`: mailings of clients, their chunks, notification mails, and mails
/// to users.
@ApplicationScoped
class EmailHandler implements TaskHandler {
  private final ParallelSender smtp;
  private final ChunkRun chunks;
  private final Mailing mailing;
  private final Notification notification;
  private final UserNotification userNotification;

  @Inject
  public EmailHandler(EmailConfig config, UserDirectory users) {
    this(config, users, InstantSource.system());
  }

  EmailHandler(EmailConfig config, UserDirectory users, InstantSource clock) {
    Senders senders = new Senders(config);
    RetryPolicy chunkRetry = config.chunkRetry().policy();
    smtp = new ParallelSender(new SmtpConnections(config.smtp()));
    chunks =
        new ChunkRun(
            new ChunkSender(smtp, config.window(), clock),
            config.chunks(),
            chunkRetry.maxAttempts(),
            config.retryAfter());
    mailing = new Mailing(config, senders, chunks, chunkRetry);
    NoticeTemplates templates = new NoticeTemplates(config.templates());
    String link = config.taskLink().orElse(null);
    notification =
        new Notification(new CompletionNotice(templates, link), senders.fixed(), smtp, clock);
    userNotification =
        new UserNotification(
            new UserNotice(templates, link, config.apiUrl()), users, senders.fixed(), smtp, clock);
  }

  @Override
  public String type() {
    return CompletionMail.TYPE;
  }

  @Override
  public Load load() {
    return Load.WAITING;
  }

  @Override
  public Outcome handle(TaskContext task) throws Exception {
    JsonNode chunk = task.input().path(Chunk.MEMBER);
    JsonNode ofUser = task.input().path(UserMail.MEMBER);
    JsonNode notice = task.input().path(CompletionMail.MEMBER);
    if (chunk.isObject()) {
      return run(Json.MAPPER.treeToValue(chunk, Chunk.class), task);
    }
    if (ofUser.isObject()) {
      return userNotification.run(ofUser, task);
    }
    return notice.isObject() ? notification.run(notice, task) : mailing.run(task);
  }

  /// The sender in a chunk was allowed when its mailing was split, so nobody else may bring one.
  private Outcome run(Chunk chunk, TaskContext task) throws Exception {
    return chunk.isOf(task)
        ? chunks.ofTask(chunk, task)
        : Outcome.failedForGood(
            "invalid-input",
            "a chunk must be a child of its mailing, was not a child of " + chunk.mailing());
  }

  @PreDestroy
  void close() {
    smtp.close();
  }
}
