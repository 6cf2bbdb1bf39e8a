package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import java.util.List;
import java.util.regex.Pattern;

/// A task that another one waits for.
///
/// @param name what the other one calls it, in its references and in what users read
public record Former(String name, TaskId task) {
  /// How many tasks one can wait for.
  public static final int MOST = 10;

  /// What a name looks like.
  public static final String PATTERN = "[A-Za-z0-9_-]{1,50}";

  private static final Pattern NAME = Pattern.compile(PATTERN);

  public Former {
    Require.that(isName(name), "name", "match " + PATTERN, name);
    Require.present(task, "task");
  }

  /// What people read: its name and its id, which may be the same.
  public String label() {
    return name.equals(task.toString()) ? "Task " + name : "%s (task %s)".formatted(name, task);
  }

  public static boolean isName(String text) {
    return text != null && NAME.matcher(text).matches();
  }

  /// An immutable copy of `formers`; empty for null.
  public static List<Former> checked(List<Former> formers) {
    List<Former> copy = formers == null ? List.of() : List.copyOf(formers);
    Require.that(copy.size() <= MOST, "after", "have at most " + MOST + " entries", copy.size());
    return copy;
  }
}
