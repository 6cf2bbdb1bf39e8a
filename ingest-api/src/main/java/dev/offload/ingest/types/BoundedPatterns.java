package dev.offload.ingest.types;

import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.regex.Pattern;

/// The `pattern`s of schemas. Java's own use stack for each repetition of a group. So a pattern
/// with such a group only fits texts of up to [#MAX_LENGTH] characters, and the length is checked
/// first.
final class BoundedPatterns implements RegularExpressionFactory {
  static final int MAX_LENGTH = 1_000;

  private static final Pattern REPEATED_GROUP = Pattern.compile("\\)[*+{]");

  @Override
  public RegularExpression getRegularExpression(String regex) {
    RegularExpression pattern =
        JDKRegularExpressionFactory.getInstance().getRegularExpression(regex);
    return REPEATED_GROUP.matcher(regex).find()
        ? text -> text.length() <= MAX_LENGTH && pattern.matches(text)
        : pattern;
  }
}
