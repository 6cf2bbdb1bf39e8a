package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The progress of a chunk, which is its checkpoint. Recipients are numbered by their place in the
/// chunk.
///
/// @param next the first recipient that was not tried yet
/// @param open the recipients before `next` whose mails are still to be sent
/// @param problems the first few recipients that got nothing, and why
record Delivered(
    int next, List<Integer> open, int sent, int refused, int invalid, List<Problem> problems) {
  private static final int MAX_PROBLEMS = 20;

  /// A recipient, by its number in the whole mailing from 0, and the outcome.
  record Problem(int recipient, String outcome, String reason) {}

  Delivered {
    open = List.copyOf(open);
    problems = List.copyOf(problems);
  }

  static Delivered none() {
    return new Delivered(0, List.of(), 0, 0, 0, List.of());
  }

  /// The mails that are still to be sent, of `size` in all.
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

  /// The same after the recipients up to `next` were tried, with `open` still to be sent.
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
