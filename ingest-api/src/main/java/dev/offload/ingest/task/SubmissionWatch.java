package dev.offload.ingest.task;

import dev.offload.ingest.health.Vital;
import dev.offload.ingest.view.TaskView;
import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells when everything that was submitted before a question has reached the view.
///
/// ```
/// asked ──► ends of commands and direct.* ──► lifecycle has committed them
///       ──► end of offload.tasks or .groups ──► view has passed it ──► done
/// ```
/// One thread asks Kafka, one request after the other. Questions that arrive in between share the
/// next request.
@ApplicationScoped
public class SubmissionWatch implements Vital {
  private static final Logger log = LoggerFactory.getLogger(SubmissionWatch.class);

  private final Map<String, Object> kafka;
  private final LookupConfig config;
  private final TopicsConfig topics;
  private final TaskView view;
  private final BlockingQueue<Question> asked = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofVirtual().name("watch-submissions").unstarted(this::watch);

  /// @param partition of the submissions
  /// @param results where the lifecycle writes what it has decided about them
  private record Question(
      int partition, Set<TopicPartition> results, CompletableFuture<Void> answer) {}

  /// A question that waits for submissions up to `until`.
  private record Pending(Question question, Map<TopicPartition, Long> until) {
    private boolean isDecided(Map<TopicPartition, Long> committed) {
      return until.entrySet().stream()
          .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
  }

  SubmissionWatch(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      LookupConfig config,
      TopicsConfig topics,
      TaskView view) {
    this.kafka = kafka;
    this.config = config;
    this.topics = topics;
    this.view = view;
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  @Override
  public String wellness() {
    return "submissionsAreWatched";
  }

  @Override
  public boolean isWell() {
    return thread.isAlive();
  }

  @Override
  public boolean isAlive() {
    return thread.isAlive();
  }

  /// Done when the view has `id`, if that was accepted before this call. Fails if Kafka does not
  /// answer. Cancel it if you no longer wait.
  CompletableFuture<Void> passed(TaskId id) {
    int partition = Topics.partition(id.toString(), topics.partitions());
    return ask(partition, Set.of(new TopicPartition(Topics.TASKS.name(), partition)));
  }

  /// The same for a group.
  public CompletableFuture<Void> passed(GroupId id) {
    int partition = Topics.partition(id.toString(), topics.partitions());
    return ask(partition, Set.of(new TopicPartition(Topics.GROUPS.name(), partition)));
  }

  private CompletableFuture<Void> ask(int partition, Set<TopicPartition> results) {
    Question question = new Question(partition, results, new CompletableFuture<>());
    asked.add(question);
    return question.answer();
  }

  /// Done when the view has everything that was accepted before this call. Cancel it if you no
  /// longer wait.
  public CompletableFuture<Void> passed() {
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    for (int partition = 0; partition < topics.partitions(); partition++) {
      answers.add(
          ask(
              partition,
              Set.of(
                  new TopicPartition(Topics.TASKS.name(), partition),
                  new TopicPartition(Topics.GROUPS.name(), partition))));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
    var _ = all.whenComplete((_, _) -> answers.forEach(answer -> answer.cancel(false)));
    return all;
  }

  private void watch() {
    try (SubmissionOffsets offsets = new SubmissionOffsets(kafka, config.limit())) {
      List<Pending> pending = new ArrayList<>();
      while (true) {
        List<Question> fresh = next(pending.isEmpty());
        try {
          pending.addAll(withEnds(fresh, offsets));
          settle(pending, offsets);
        } catch (KafkaException e) {
          log.warn("lookup not answered, Kafka did not say how far it is: {}", e.getMessage());
          fail(fresh, pending, e);
        } catch (RuntimeException | Error e) {
          log.error("lookup not answered", e);
          fail(fresh, pending, e);
        }
      }
    } catch (InterruptedException _) {
      // The application stops, and with it those who wait.
    }
  }

  private static void fail(List<Question> fresh, List<Pending> pending, Throwable failure) {
    fresh.forEach(question -> question.answer().completeExceptionally(failure));
    pending.forEach(one -> one.question().answer().completeExceptionally(failure));
    pending.clear();
  }

  /// All questions that have arrived. Waits for the first one while there is nothing else to do.
  private List<Question> next(boolean isIdle) throws InterruptedException {
    List<Question> fresh = new ArrayList<>();
    Question first =
        isIdle ? asked.take() : asked.poll(config.interval().toMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      fresh.add(first);
      asked.drainTo(fresh);
    }
    fresh.removeIf(question -> question.answer().isDone());
    return fresh;
  }

  private static List<Pending> withEnds(List<Question> fresh, SubmissionOffsets offsets)
      throws InterruptedException {
    if (fresh.isEmpty()) {
      return List.of();
    }
    Set<Integer> partitions = new HashSet<>();
    fresh.forEach(question -> partitions.add(question.partition()));
    Map<Integer, Map<TopicPartition, Long>> ends = new HashMap<>();
    offsets
        .submitted(partitions)
        .forEach(
            (partition, end) ->
                ends.computeIfAbsent(partition.partition(), _ -> new HashMap<>())
                    .put(partition, end));
    return fresh.stream()
        .map(question -> new Pending(question, ends.getOrDefault(question.partition(), Map.of())))
        .toList();
  }

  /// Passes questions whose submissions the lifecycle has decided on to the view, and drops those
  /// that were given up.
  private void settle(List<Pending> pending, SubmissionOffsets offsets)
      throws InterruptedException {
    pending.removeIf(one -> one.question().answer().isDone());
    if (pending.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> committed = offsets.decided();
    Map<Set<TopicPartition>, List<CompletableFuture<Void>>> decided = new HashMap<>();
    for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
      Pending one = all.next();
      if (one.isDecided(committed)) {
        decided
            .computeIfAbsent(one.question().results(), _ -> new ArrayList<>())
            .add(one.question().answer());
        all.remove();
      }
    }
    if (!decided.isEmpty()) {
      Set<TopicPartition> results = new HashSet<>();
      decided.keySet().forEach(results::addAll);
      Map<TopicPartition, Long> ends = offsets.written(results);
      decided.forEach((of, answers) -> answerAfter(only(of, ends), answers));
    }
  }

  private static Map<TopicPartition, Long> only(
      Set<TopicPartition> wanted, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> found = new HashMap<>(ends);
    found.keySet().retainAll(wanted);
    return found;
  }

  private void answerAfter(Map<TopicPartition, Long> ends, List<CompletableFuture<Void>> answers) {
    var _ =
        view.reached(ends)
            .whenComplete(
                (_, failure) -> {
                  for (CompletableFuture<Void> answer : answers) {
                    if (failure == null) {
                      answer.complete(null);
                    } else {
                      answer.completeExceptionally(failure);
                    }
                  }
                });
  }
}
