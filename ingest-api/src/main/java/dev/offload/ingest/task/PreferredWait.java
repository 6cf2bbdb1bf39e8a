package dev.offload.ingest.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a client would like to wait for the end of its task: `Prefer: wait=n` (RFC 7240,
/// section 4.3).
public record PreferredWait(Duration time) {
  public static final String HEADER = "Prefer";
  public static final String APPLIED_HEADER = "Preference-Applied";

  private static final Pattern WAIT =
      Pattern.compile("wait\\s*=\\s*(\"?)([0-9]{1,9})\\1\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);

  /// The first wait in `headers`, which are null if none were sent, at most `limit`. What can't be
  /// understood is ignored, as the RFC says.
  static Optional<PreferredWait> parse(List<String> headers, Duration limit) {
    if (headers == null) {
      return Optional.empty();
    }
    return preferences(String.join(",", headers)).stream()
        .map(preference -> WAIT.matcher(preference.strip()))
        .filter(Matcher::matches)
        .findFirst()
        .map(wait -> Duration.ofSeconds(Long.parseLong(wait.group(2))))
        .map(wait -> new PreferredWait(wait.compareTo(limit) > 0 ? limit : wait));
  }

  /// The parts of a list between commas, except commas in quotes.
  private static List<String> preferences(String list) {
    List<String> parts = new ArrayList<>();
    boolean isQuoted = false;
    int begin = 0;
    for (int i = 0; i < list.length(); i++) {
      char one = list.charAt(i);
      if (one == '"') {
        isQuoted = !isQuoted;
      } else if (one == '\\' && isQuoted) {
        i++;
      } else if (one == ',' && !isQuoted) {
        parts.add(list.substring(begin, i));
        begin = i + 1;
      }
    }
    parts.add(list.substring(begin));
    return parts;
  }

  /// The value of [#APPLIED_HEADER].
  public String spelled() {
    return "wait=" + time.toSeconds();
  }
}
