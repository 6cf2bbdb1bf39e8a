package dev.offload.notifier;

import dev.offload.kafka.write.PatientWriter;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.DigestNews;
import dev.offload.secrets.EncryptionConfig;
import dev.offload.secrets.Unsubscribing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads completions and writes the delivery tasks that [Deliveries] decides on to
/// `offload.commands`.
///
/// Before a batch is looked at, all endpoints are known that existed when it was read. So an
/// endpoint misses no event that came after its creation was answered.
///
/// A completion counts as read only when Kafka has acknowledged everything that follows from it.
/// After a crash in between it is read again. That asks for the same tasks and so changes nothing.
@Startup
@ApplicationScoped
class Notifier {
  private static final Logger log = LoggerFactory.getLogger(Notifier.class);

  private final Deliveries deliveries;
  private final KnownEndpoints endpoints;
  private final KnownUsers users;
  private final UserMails userMails;
  private final MailPace mails;
  private final InstantSource clock = InstantSource.system();
  private final PatientWriter writer;
  private final Counter deliveriesAsked;
  private final Counter completionsParked;

  @Inject
  Notifier(
      RetryConfig retry,
      MailConfig mails,
      KnownEndpoints endpoints,
      KnownUsers users,
      EncryptionConfig encryption,
      PatientWriter writer,
      Told told,
      MeterRegistry meters) {
    this.deliveries = new Deliveries(retry.policy(), told);
    this.endpoints = endpoints;
    this.users = users;
    this.userMails =
        new UserMails(
            retry.policy(), new Unsubscribing(encryption.encrypter()), mails.betweenDigests());
    this.mails = new MailPace(mails.perHour(), mails.longestWait());
    this.writer = writer;
    this.deliveriesAsked = meters.counter("offload.notifier.deliveries");
    this.completionsParked = meters.counter("offload.notifier.parked");
  }

  @Incoming(CompletionsChannel.NAME)
  @RunOnVirtualThread
  void consume(ConsumerRecords<String, byte[]> completions) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      endpoints.catchUp();
      List<Future<?>> told = new ArrayList<>();
      for (ConsumerRecord<String, byte[]> completion : completions) {
        if (hasAudience(completion)) {
          told.add(
              threads.submit(
                  () -> {
                    tell(completion);
                    return null;
                  }));
        }
      }
      for (Future<?> one : told) {
        var _ = one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("subscribers could not be told", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the application stops", e);
    }
  }

  private boolean hasAudience(ConsumerRecord<String, byte[]> completion) {
    return endpoints.hasAny(Envelope.text(completion.headers(), Envelope.TENANT))
        || Audience.isPossible(completion.value());
  }

  /// A completion that can't be handled is parked, whatever is wrong with it: it would fail in
  /// the same way when it is read again, and hold up all others. If its user's preferences can't be
  /// read now, which is no fault of its own, it is read again.
  private void tell(ConsumerRecord<String, byte[]> completion) throws InterruptedException {
    Optional<Completion> ended = readable(completion);
    if (ended.isPresent()) {
      tell(completion, ended.get(), preferences(ended.get()));
    }
  }

  private Optional<Completion> readable(ConsumerRecord<String, byte[]> completion)
      throws InterruptedException {
    try {
      return Optional.of(Topics.COMPLETIONS.read(completion.headers(), completion.value()));
    } catch (RuntimeException | StackOverflowError e) {
      park(completion, e);
      return Optional.empty();
    }
  }

  private Optional<UserPreferences> preferences(Completion ended) throws InterruptedException {
    return ended.data() instanceof PublicTask task && task.user() != null
        ? users.find(ended.tenant(), task.user())
        : Optional.empty();
  }

  private void tell(
      ConsumerRecord<String, byte[]> completion, Completion ended, Optional<UserPreferences> user)
      throws InterruptedException {
    try {
      List<SubmitTask> tasks =
          deliveries.of(
              ended,
              endpoints.of(ended.tenant()),
              () -> mails.next(ended.tenant(), clock.instant()));
      for (SubmitTask task : tasks) {
        submit(task);
      }
      Instant now = clock.instant();
      Optional<UserNews> news =
          user.flatMap(
              known -> userMails.of(ended, known, now, () -> mails.next(ended.tenant(), now)));
      switch (news.orElse(null)) {
        case null -> {}
        case UserNews.AtOnce(SubmitTask mail) -> submit(mail);
        case UserNews.InDigest(DigestNews digest) ->
            writer.write(Topics.COORDINATION, digest.key(), digest);
      }
    } catch (RuntimeException | StackOverflowError e) {
      park(completion, e);
    }
  }

  private void submit(SubmitTask task) throws InterruptedException {
    writer.write(Topics.COMMANDS, task.taskId().toString(), task);
    deliveriesAsked.increment();
  }

  private void park(ConsumerRecord<String, byte[]> completion, Throwable fault)
      throws InterruptedException {
    String reason = fault.getMessage() == null ? fault.toString() : fault.getMessage();
    log.error(
        "completion parked, some of its subscribers were not told topic={} partition={}"
            + " offset={}: {}",
        completion.topic(),
        completion.partition(),
        completion.offset(),
        reason);
    writer.park(completion, "notifier", reason);
    completionsParked.increment();
  }
}
