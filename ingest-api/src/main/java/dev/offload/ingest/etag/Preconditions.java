package dev.offload.ingest.etag;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a request expects of what it is about (RFC 9110, section 13.1).
///
/// @param ifMatch every line of the header `If-Match`
/// @param ifNoneMatch every line of the header `If-None-Match`
public record Preconditions(List<String> ifMatch, List<String> ifNoneMatch) {

  private static final String ANY = "*";
  private static final Pattern TAG = Pattern.compile("\\*|(W/)?(\"[^\"]*\"?)");

  /// Those of a client that wants only what it does not have yet.
  public static Preconditions unlessKnown(List<String> ifNoneMatch) {
    return new Preconditions(List.of(), ifNoneMatch);
  }

  /// The strong entity tag of a state with this name.
  public static String tag(String name) {
    return "\"" + name + "\"";
  }

  /// @param tag of the present state, as [#tag] writes it; empty if there is none
  public boolean hold(Optional<String> tag) {
    return (ifMatch.isEmpty() || name(ifMatch, tag, false)) && !name(ifNoneMatch, tag, true);
  }

  /// By weak comparison `W/"1"` names `"1"` too. A `*` names every state. It counts beside tags
  /// too, where RFC 9110 knows none.
  private static boolean name(List<String> lines, Optional<String> tag, boolean weakly) {
    String list = String.join(",", lines);
    return tag.isPresent()
        && TAG.matcher(list)
            .results()
            .anyMatch(
                named ->
                    named.group().equals(ANY)
                        || (named.group(2).equals(tag.get())
                            && (weakly || named.group(1) == null)));
  }
}
