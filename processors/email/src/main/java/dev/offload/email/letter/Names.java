package dev.offload.email.letter;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The names that a template may use.
///
/// @param values what a value begins with, such as `name` or `data`
/// @param columns the members of `data` that some recipients have, as far as they are known, in
///     lower case and without separators
public record Names(Set<String> values, Set<String> columns) {
  private static final Pattern SEPARATORS = Pattern.compile("[\\s_.:-]+");

  /// What other template languages usually call a name or an address.
  private static final Set<String> USUAL =
      Set.of("name", "firstname", "lastname", "fullname", "username", "fname", "lname", "email");

  public Names {
    values = Set.copyOf(values);
    columns = columns.stream().map(Names::plain).collect(Collectors.toUnmodifiableSet());
  }

  /// The names in a mailing's templates.
  public static Names ofMailing(Set<String> columns) {
    return new Names(Set.of("email", "name", "data"), columns);
  }

  /// Whether somebody who writes this word means a value: `First_Name` or `data.first name` for
  /// `data['First Name']`. Case and separators do not matter.
  boolean mean(String word) {
    return isKnown(plain(word)) || isKnown(plain(word.substring(word.lastIndexOf('.') + 1)));
  }

  private boolean isKnown(String plain) {
    return USUAL.contains(plain) || columns.contains(plain);
  }

  private static String plain(String word) {
    return SEPARATORS.matcher(word).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
