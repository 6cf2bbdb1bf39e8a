package dev.offload.fetch;

import dev.offload.schemas.url.OutsideUrl;
import dev.offload.schemas.url.OutsideUrl.ParsedUrl;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// Reads the header `Location` of a redirect (RFC 9110, section 10.2.2).
final class Location {
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

  private Location() {}

  /// The URL that `location` means in an answer from `from`. A fragment is left out: it is for
  /// readers of the document.
  static ParsedUrl of(OutsideUrl from, String location) {
    int fragment = location.indexOf('#');
    String target = (fragment < 0 ? location : location.substring(0, fragment)).strip();
    if (ABSOLUTE.matcher(target).matches()) {
      return OutsideUrl.read(target);
    }
    if (target.startsWith("//")) {
      return OutsideUrl.read(from.scheme() + ":" + target);
    }
    return switch (OutsideUrl.read(from.origin() + path(from, target))) {
      case ParsedUrl.Valid(OutsideUrl url) -> new ParsedUrl.Valid(withoutDots(url));
      case ParsedUrl.Wrong wrong -> wrong;
    };
  }

  private static String path(OutsideUrl from, String target) {
    String own = from.target();
    int query = own.indexOf('?');
    String ownPath = query < 0 ? own : own.substring(0, query);
    if (target.isEmpty()) {
      return own;
    }
    return switch (target.charAt(0)) {
      case '/' -> target;
      case '?' -> ownPath + target;
      default -> ownPath.substring(0, ownPath.lastIndexOf('/') + 1) + target;
    };
  }

  /// The URL without `.` and `..` in the path (RFC 3986, section 5.2.4). Empty segments stay.
  private static OutsideUrl withoutDots(OutsideUrl url) {
    String target = url.target();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    Deque<String> segments = new ArrayDeque<>();
    List<String> all = List.of(path.substring(1).split("/", -1));
    for (int i = 0; i < all.size(); i++) {
      String segment = all.get(i);
      boolean isLast = i == all.size() - 1;
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.equals(".")) {
        segments.add(segment);
        continue;
      }
      if (isLast) {
        segments.add("");
      }
    }
    return new OutsideUrl(
        url.scheme(),
        url.host(),
        url.isAbsolute(),
        url.port(),
        "/" + String.join("/", segments) + (query < 0 ? "" : target.substring(query)));
  }
}
