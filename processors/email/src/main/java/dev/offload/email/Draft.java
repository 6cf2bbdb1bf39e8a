package dev.offload.email;

import dev.offload.email.letter.LetterTemplate;
import dev.offload.email.letter.Names;
import dev.offload.email.letter.UnfitTemplate;
import dev.offload.email.smtp.Mailbox;
import java.util.Set;

/// A mail without its recipient: sender and templates, of which text or html may be null.
record Draft(String from, String subject, String text, String html) {
  Mailbox sender() {
    return Mailbox.parse(from);
  }

  LetterTemplate template() throws UnfitTemplate {
    return LetterTemplate.parse(subject, text, html);
  }

  /// Fails if a column stands between marks of another template language.
  void check(Set<String> columns) throws UnfitTemplate {
    LetterTemplate.parse(subject, text, html, Names.ofMailing(columns));
  }
}
