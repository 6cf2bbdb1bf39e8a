package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How far a chunk is: its checkpoint. Recipients are counted by their place in the chunk.
///
/// @param next the first nobody has tried yet
/// @param open those before `next` that are still to be sent
/// @param problems the first few that got nothing, and why
record Delivered(
    int next, List<Integer> open, int sent, int refused, int invalid, List<Problem> problems) {
  private static final int MAX_PROBLEMS = 20;

  /// A recipient, by its number in the whole mailing from 0, and what came of it.
  record Problem(int recipient, String outcome, String reason) {}

  Delivered {
    open = List.copyOf(open);
    problems = List.copyOf(problems);
  }

  static Delivered none() {
    return new Delivered(0, List.of(), 0, 0, 0, List.of());
  }

  /// Those to send, of `size` in all.
  List<Integer> toDo(int size) {
    return Stream.concat(open.stream(), IntStream.range(next, size).boxed()).toList();
  }

  Delivered oneSent() {
    return new Delivered(next, open, sent + 1, refused, invalid, problems);
  }

  Delivered oneRefused(int recipient, String reason) {
    return new Delivered(
        next, open, sent, refused + 1, invalid, with(new Problem(recipient, "refused", reason)));
  }

  Delivered oneInvalid(int recipient, String reason) {
    return new Delivered(
        next, open, sent, refused, invalid + 1, with(new Problem(recipient, "invalid", reason)));
  }

  /// The same with those tried up to `next`, `open` excepted.
  Delivered at(int next, List<Integer> open) {
    return new Delivered(next, open, sent, refused, invalid, problems);
  }

  /// The same with the invalid entries of `others`, which were in no chunk.
  Delivered and(Delivered others) {
    Delivered all = new Delivered(next, open, sent, refused, invalid, others.problems);
    for (Problem problem : problems) {
      all = new Delivered(next, open, sent, refused, invalid, all.with(problem));
    }
    return new Delivered(next, open, sent, refused, invalid + others.invalid, all.problems);
  }

  JsonNode json() {
    return Json.MAPPER.valueToTree(this);
  }

  private List<Problem> with(Problem problem) {
    if (problems.size() >= MAX_PROBLEMS) {
      return problems;
    }
    List<Problem> more = new ArrayList<>(problems);
    more.add(problem);
    return more;
  }
}
