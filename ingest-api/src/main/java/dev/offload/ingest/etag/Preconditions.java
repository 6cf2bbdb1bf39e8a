package dev.offload.ingest.etag;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a request expects of what it is about (RFC 9110, section 13.1). `If-Unmodified-Since` and
/// `If-Modified-Since` are none of it: no answer has a `Last-Modified` to compare them with.
///
/// @param ifMatch every line of the header `If-Match`
/// @param ifNoneMatch every line of the header `If-None-Match`
public record Preconditions(List<String> ifMatch, List<String> ifNoneMatch) {

  public static final Preconditions NONE = new Preconditions(List.of(), List.of());

  private static final String ANY = "*";
  private static final Pattern TAG = Pattern.compile("\\*|(W/)?(\"[^\"]*\")");
  private static final Pattern LIST = list("(?:" + TAG.pattern() + ")?+");

  /// Elements of a list may be empty (RFC 9110, section 5.6.1).
  private static Pattern list(String element) {
    String spaced = "[ \\t]*+" + element + "[ \\t]*+";
    return Pattern.compile(spaced + "(?:," + spaced + ")*+");
  }

  /// Whether the request expects nothing.
  public boolean areNone() {
    return ifMatch.isEmpty() && ifNoneMatch.isEmpty();
  }

  /// The strong entity tag of a state with this name.
  public static String tag(String name) {
    return "\"" + name + "\"";
  }

  /// For a request that changes something.
  ///
  /// @param tag of the present state, as [#tag] writes it; empty if there is none
  /// @param what the name of what is changed, such as "schedule"
  /// @throws ProblemException `precondition-failed` unless both headers allow the change. One
  ///     that is malformed allows none.
  public void require(Optional<String> tag, String what) {
    requireMatch(tag, what);
    if (!isList(ifNoneMatch)) {
      throw failed("If-None-Match must be * or a list of entity tags, such as \"1\".", tag);
    }
    if (name(ifNoneMatch, tag, true)) {
      throw failed("If-None-Match names the %s that is there.".formatted(what), tag);
    }
  }

  /// For a request that reads or changes something. The parameters are those of [#require].
  ///
  /// @throws ProblemException `precondition-failed` if `If-Match` names other states only
  public void requireMatch(Optional<String> tag, String what) {
    if (!ifMatch.isEmpty() && !name(ifMatch, tag, false)) {
      throw failed(
          tag.isPresent()
              ? "If-Match does not name the present ETag of the %s. Read it again.".formatted(what)
              : "There is no such %s.".formatted(what),
          tag);
    }
  }

  /// For a request that reads: whether its client already has the present state.
  public boolean alreadyHas(String tag) {
    return name(ifNoneMatch, Optional.of(tag), true);
  }

  private static ProblemException failed(String detail, Optional<String> tag) {
    ProblemException failed = ProblemException.of(ProblemCode.PRECONDITION_FAILED, detail);
    return tag.map(present -> failed.with("ETag", present)).orElse(failed);
  }

  /// By weak comparison `W/"1"` names `"1"` too. A `*` names every state. It counts beside tags
  /// too, where RFC 9110 knows none. A header that is no such list names nothing.
  private static boolean name(List<String> lines, Optional<String> tag, boolean weakly) {
    return tag.isPresent()
        && isList(lines)
        && TAG.matcher(String.join(",", lines))
            .results()
            .anyMatch(
                named ->
                    named.group().equals(ANY)
                        || (named.group(2).equals(tag.get())
                            && (weakly || named.group(1) == null)));
  }

  private static boolean isList(List<String> lines) {
    return LIST.matcher(String.join(",", lines)).matches();
  }
}
