package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.notify.UserMail;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The ends of tasks that a mail tells a user of.
///
/// @param events those that are told one by one
/// @param more how many others are counted
record UserEnds(List<JsonNode> events, int more) {
  UserEnds {
    events = List.copyOf(events);
  }

  /// Those in a mail whose types the user wants.
  static UserEnds wanted(UserMail mail, Predicate<String> isWanted) {
    return new UserEnds(
        mail.events().stream().filter(event -> isWanted.test(event.path("type").asText())).toList(),
        mail.more(isWanted));
  }

  int count() {
    return events.size() + more;
  }

  boolean isNone() {
    return count() == 0;
  }

  /// The end, if there is only one.
  Optional<JsonNode> only() {
    return events.size() == 1 && more == 0 ? Optional.of(events.getFirst()) : Optional.empty();
  }
}
