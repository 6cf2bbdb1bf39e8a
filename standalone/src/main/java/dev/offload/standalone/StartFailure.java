package dev.offload.standalone;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Why the process could not start, in words.
final class StartFailure {
  private StartFailure() {}

  /// What failed and what caused it, outermost first, each said once.
  static String reason(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(StartFailure::saysMoreThanItsCause)
        .map(StartFailure::words)
        .distinct()
        .collect(Collectors.joining(": "));
  }

  /// An exception made of nothing but its cause repeats it.
  private static boolean saysMoreThanItsCause(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null
        || (failure.getMessage() != null && !failure.getMessage().equals(cause.toString()));
  }

  private static String words(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
