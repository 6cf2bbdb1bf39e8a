package dev.offload.schemas.command;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.offload.schemas.Require;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.FormerId;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Relatives;
import dev.offload.schemas.task.SuccessorRef;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;

/// Where a task comes from: who submitted it, and the task that it was made for or that it
/// follows. On the wire it is flat: absent members say which of the six it is.
@JsonPropertyOrder({"origin", "parent", "child", "follows", "after", "beforeAt"})
public sealed interface Lineage {
  /// A task that was made for no other.
  record Root(Origin origin) implements Lineage {
    public Root {
      Require.present(origin, "origin");
    }
  }

  /// A task that was made for `of`, which does not wait for it.
  record Sequel(Origin origin, TaskId of) implements Lineage {
    public Sequel {
      Require.present(origin, "origin");
      Require.present(of, "parent");
    }
  }

  /// A task that was made for `of`, and that waits until `before` has ended, however it ends.
  ///
  /// @param beforeAt when `before` can have ended at the earliest; null if an older release wrote
  /// it
  record InTurn(Origin origin, TaskId of, Former before, Instant beforeAt) implements Lineage {
    public InTurn {
      Require.present(origin, "origin");
      Require.present(of, "parent");
      Require.present(before, "after");
    }
  }

  /// A task that `of` waits for. `index` is its place among those.
  record Child(Origin origin, TaskId of, int index) implements Lineage {
    public Child {
      Require.present(origin, "origin");
      Require.present(of, "parent of a child");
      ParentTask.requireChildIndex(index);
    }
  }

  /// A task that follows the task or group `of`, which has ended.
  record Following(Origin origin, FormerId of) implements Lineage {
    public Following {
      Require.present(origin, "origin");
      Require.present(of, "follows");
    }
  }

  /// A task that waits until `formers` have succeeded.
  record After(Origin origin, List<Former> formers) implements Lineage {
    public After {
      Require.present(origin, "origin");
      formers = Former.checked(formers);
      Require.that(!formers.isEmpty(), "after", "not be empty", formers);
    }
  }

  /// The lineage of a task that a client submits, directly or through a schedule.
  static Lineage client() {
    return new Root(Origin.CLIENT);
  }

  static Lineage child(TaskId parent, int index) {
    return new Child(Origin.SYSTEM, parent, index);
  }

  static Lineage sequel(TaskId parent) {
    return new Sequel(Origin.SYSTEM, parent);
  }

  /// The lineage of a task that is made for `parent`, and waits for the end of `before`, which can
  /// have ended at `beforeAt` at the earliest.
  static Lineage inTurn(TaskId parent, TaskId before, Instant beforeAt) {
    return new InTurn(Origin.SYSTEM, parent, new Former("before", before), beforeAt);
  }

  /// The lineage of a task that a client has named as a successor of `former`.
  static Lineage following(FormerId former) {
    return new Following(Origin.CLIENT, former);
  }

  /// The lineage of a task that a client submits, and that waits for `formers` if there are any.
  static Lineage after(List<Former> formers) {
    return formers.isEmpty() ? client() : new After(Origin.CLIENT, formers);
  }

  /// From its members on the wire. All but `origin` are null if they are absent.
  @JsonCreator
  static Lineage of(
      @JsonProperty("origin") Origin origin,
      @JsonProperty("parent") TaskId parent,
      @JsonProperty("child") Integer child,
      @JsonProperty("follows") FormerId follows,
      @JsonProperty("after") List<Former> after,
      @JsonProperty("beforeAt") Instant beforeAt) {
    if (after != null && !after.isEmpty() && parent != null) {
      Require.that(after.size() == 1, "after", "be one task beside a parent", after);
      return new InTurn(origin, parent, after.getFirst(), beforeAt);
    }
    if (after != null && !after.isEmpty()) {
      return new After(origin, after);
    }
    if (follows != null) {
      return new Following(origin, follows);
    }
    if (child != null) {
      return new Child(origin, parent, child);
    }
    return parent == null ? new Root(origin) : new Sequel(origin, parent);
  }

  /// The origin of the task: who submitted it.
  @JsonProperty("origin")
  Origin origin();

  /// The member `parent` on the wire; null if it is absent there.
  @JsonProperty("parent")
  default TaskId parentOrNull() {
    return switch (this) {
      case Root _, Following _, After _ -> null;
      case Sequel sequel -> sequel.of();
      case InTurn turn -> turn.of();
      case Child child -> child.of();
    };
  }

  /// The member `child` on the wire; null if it is absent there.
  @JsonProperty("child")
  default Integer childOrNull() {
    return this instanceof Child child ? child.index() : null;
  }

  /// The member `follows` on the wire; null if it is absent there.
  @JsonProperty("follows")
  default FormerId followsOrNull() {
    return this instanceof Following following ? following.of() : null;
  }

  /// The member `after` on the wire; null if it is absent there.
  @JsonProperty("after")
  default List<Former> afterOrNull() {
    return formers().isEmpty() ? null : formers();
  }

  /// The member `beforeAt` on the wire; null if it is absent there.
  @JsonProperty("beforeAt")
  default Instant beforeAtOrNull() {
    return this instanceof InTurn turn ? turn.beforeAt() : null;
  }

  /// The tasks that it waits for.
  default List<Former> formers() {
    return switch (this) {
      case After after -> after.formers();
      case InTurn turn -> List.of(turn.before());
      case Root _, Sequel _, Child _, Following _ -> List.of();
    };
  }

  /// The tasks and groups that a task of this lineage has to do with. `then` is its successors.
  default Relatives relatives(List<SuccessorRef> then) {
    return new Relatives(parentOrNull(), followsOrNull(), then, formers());
  }
}
