package dev.offload.ingest.batch;

import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.Problem;
import dev.offload.ingest.submit.Acceptance;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.PublicTask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The lines of one batch that have a name, or wait for others by their names. They are kept
/// until the end of the body. Then each is sent after those that it waits for are in the log. So
/// whatever happens in between, no task waits for one that does not exist.
final class NamedLines {
  /// How many of them a batch can have.
  static final int MOST = 100;

  /// How many bytes they can have together.
  static final int MOST_BYTES = 1024 * 1024;

  private final LineSender sender;
  private final List<NamedLine> lines = new ArrayList<>();
  private final Map<String, NamedLine> byName = new HashMap<>();
  private int bytes;

  NamedLines(LineSender sender) {
    this.sender = sender;
  }

  /// Keeps a line. Returns why it is refused; empty if it is kept.
  Optional<Problem> keep(NamedLine line) {
    if (lines.size() == MOST || bytes + line.text().length() > MOST_BYTES) {
      return Optional.of(LineProblems.tooManyNamed(MOST, MOST_BYTES));
    }
    Optional<NamedLine> other = line.name().map(byName::get);
    if (other.isPresent()) {
      String detail = "must be unique in the batch: line %d has it, too";
      return Optional.of(wrong("/name", detail.formatted(other.get().line())));
    }
    line.name().ifPresent(name -> byName.put(name, line));
    lines.add(line);
    bytes += line.text().length();
    return Optional.empty();
  }

  /// Sends all of them, and returns their answers in the order of the lines.
  Deque<LineAnswer> send() throws InterruptedException {
    Outcomes outcomes = new Outcomes();
    for (NamedLine line : lines) {
      mistake(line).ifPresent(problem -> outcomes.refuse(line, problem));
    }
    for (List<NamedLine> next = ready(outcomes); !next.isEmpty(); next = ready(outcomes)) {
      send(next, outcomes);
    }
    return new ArrayDeque<>(outcomes.answers.values());
  }

  /// The outcome of each line so far.
  private static final class Outcomes {
    private final Map<Long, LineAnswer> answers = new TreeMap<>();

    void take(NamedLine line, PublicTask task) {
      answers.put(line.line(), LineAnswer.taken(line.line(), task));
    }

    void refuse(NamedLine line, Problem problem) {
      answers.put(line.line(), LineAnswer.refused(line.line(), problem));
    }

    boolean has(NamedLine line) {
      return answers.containsKey(line.line());
    }

    LineAnswer of(NamedLine line) {
      return answers.get(line.line());
    }
  }

  /// The lines that have no answer, and wait for none that has no answer.
  private List<NamedLine> ready(Outcomes outcomes) {
    return lines.stream()
        .filter(line -> !outcomes.has(line))
        .filter(line -> line.after().stream().allMatch(name -> outcomes.has(byName.get(name))))
        .toList();
  }

  /// Sends lines that do not wait for each other, and waits until all are in the log.
  private void send(List<NamedLine> next, Outcomes outcomes) throws InterruptedException {
    Map<NamedLine, Acceptance> begun = new HashMap<>();
    for (NamedLine line : next) {
      Optional<Problem> refusal = refusalOfAFormer(line, outcomes);
      if (refusal.isPresent()) {
        outcomes.refuse(line, refusal.get());
      } else {
        try {
          begun.put(line, sender.send(line, formers(line, outcomes)));
        } catch (RuntimeException e) {
          outcomes.refuse(line, LineProblems.of(e));
        }
      }
    }
    for (Map.Entry<NamedLine, Acceptance> one : begun.entrySet()) {
      try {
        outcomes.take(one.getKey(), one.getValue().await());
      } catch (RuntimeException e) {
        outcomes.refuse(one.getKey(), LineProblems.of(e));
      }
    }
  }

  private List<Former> formers(NamedLine line, Outcomes outcomes) {
    return line.after().stream()
        .map(name -> new Former(name, outcomes.of(byName.get(name)).task().id()))
        .toList();
  }

  private Optional<Problem> refusalOfAFormer(NamedLine line, Outcomes outcomes) {
    return line.after().stream()
        .filter(name -> outcomes.of(byName.get(name)).problem() != null)
        .findFirst()
        .map(name -> becauseOf(name, line, outcomes.of(byName.get(name)).problem()));
  }

  private static Problem becauseOf(String name, NamedLine line, Problem problem) {
    return new Problem(
        problem.type(),
        problem.code(),
        problem.title(),
        problem.status(),
        "The line %s, for which it would wait, was not accepted: %s"
            .formatted(name, problem.detail()),
        List.of(
            new FieldError(pointer(line, name), "must be the name of a line that is accepted")));
  }

  /// Where a line names one that it waits for.
  private static String pointer(NamedLine line, String name) {
    return "/after/" + line.after().indexOf(name);
  }

  private Optional<Problem> mistake(NamedLine line) {
    List<FieldError> unknown = new ArrayList<>();
    for (String name : line.after()) {
      if (!byName.containsKey(name)) {
        unknown.add(
            new FieldError(
                pointer(line, name), "must be the name of a line of this batch, was " + name));
      }
    }
    if (!unknown.isEmpty()) {
      return Optional.of(
          Problem.of(ProblemCode.INVALID_TASK, "The body is invalid: see errors.", unknown));
    }
    return line.name()
        .flatMap(this::cycle)
        .map(
            path ->
                wrong(
                    pointer(line, path.get(1)),
                    "must not lead back to the line: " + String.join(" → ", path)));
  }

  /// How a name leads back to itself, such as a, b, a.
  private Optional<List<String>> cycle(String name) {
    Map<String, String> waits = new HashMap<>();
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(name));
    while (!next.isEmpty()) {
      String one = next.poll();
      NamedLine line = byName.get(one);
      for (String former : line == null ? List.<String>of() : line.after()) {
        if (former.equals(name)) {
          return Optional.of(path(name, one, waits));
        }
        if (seen.add(former)) {
          waits.put(former, one);
          next.add(former);
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> path(String name, String last, Map<String, String> waits) {
    Deque<String> path = new ArrayDeque<>(List.of(name));
    for (String one = last; !one.equals(name); one = waits.get(one)) {
      path.addFirst(one);
    }
    path.addFirst(name);
    return List.copyOf(path);
  }

  private static Problem wrong(String pointer, String detail) {
    return Problem.of(
        ProblemCode.INVALID_TASK,
        "The body is invalid: see errors.",
        List.of(new FieldError(pointer, detail)));
  }
}
