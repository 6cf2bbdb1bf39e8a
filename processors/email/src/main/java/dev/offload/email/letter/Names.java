package dev.offload.email.letter;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The names that a template may use.
///
/// @param values what a value begins with, such as `name` or `data`
/// @param columns the members of `data` that some recipients have, as far as they are known
public record Names(Set<String> values, Set<String> columns) {
  private static final Pattern SEPARATORS = Pattern.compile("[\\s_.:-]+");

  /// What other template languages usually call a name or an address.
  private static final Set<String> USUAL =
      Set.of("name", "firstname", "lastname", "fullname", "username", "fname", "lname", "email");

  public Names {
    values = Set.copyOf(values);
    columns = Set.copyOf(columns);
  }

  /// The names in a mailing's templates.
  public static Names ofMailing(Set<String> columns) {
    return new Names(Set.of("email", "name", "data"), columns);
  }

  /// Whether somebody who writes this word means a value: `First_Name` or `data.first name` for
  /// `data['First Name']`. Case and separators do not matter.
  boolean mean(String word) {
    Set<String> known = new HashSet<>(USUAL);
    columns.forEach(column -> known.add(plain(column)));
    return known.contains(plain(word))
        || known.contains(plain(word.substring(word.lastIndexOf('.') + 1)));
  }

  private static String plain(String word) {
    return SEPARATORS.matcher(word).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
