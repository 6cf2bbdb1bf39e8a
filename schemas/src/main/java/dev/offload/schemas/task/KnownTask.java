package dev.offload.schemas.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/// A form of a task that has its facts.
public interface KnownTask extends Placed {
  TaskFacts facts();

  default TaskId id() {
    return facts().id();
  }

  @Override
  default Placement placement() {
    return facts().placement();
  }

  default TaskState state() {
    return facts().state();
  }

  default long version() {
    return facts().version();
  }

  default Origin origin() {
    return facts().origin();
  }

  default TaskId parent() {
    return facts().relatives().parent();
  }

  default FormerId follows() {
    return facts().relatives().follows();
  }

  default List<SuccessorRef> then() {
    return facts().relatives().then();
  }

  default List<Former> after() {
    return facts().relatives().after();
  }

  default WaitingFor waitingFor() {
    return facts().waitingFor();
  }

  default Instant createdAt() {
    return facts().times().createdAt();
  }

  default Instant runAt() {
    return facts().times().runAt();
  }

  default Instant startedAt() {
    return facts().times().startedAt();
  }

  default Instant finishedAt() {
    return facts().times().finishedAt();
  }

  default Instant cancelRequestedAt() {
    return facts().times().cancelRequestedAt();
  }

  default List<Attempt> attempts() {
    return facts().runs().attempts();
  }

  default JsonNode result() {
    return facts().runs().result();
  }

  default List<OutputFile> files() {
    return facts().runs().files();
  }

  default TaskError error() {
    return facts().runs().error();
  }

  default List<EarlierEnd> earlierEnds() {
    return facts().runs().earlierEnds();
  }

  default Terms terms() {
    return facts().terms();
  }

  default List<String> tags() {
    return terms().tags();
  }

  default GroupId group() {
    return terms().group();
  }

  default String user() {
    return terms().user();
  }
}
