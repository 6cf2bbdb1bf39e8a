package dev.offload.email;

import dev.offload.email.letter.LetterTemplate;
import dev.offload.email.letter.Names;
import dev.offload.email.letter.UnfitTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// The templates of the mails that Offload itself writes. A file of the operator stands for ours of
/// the same name.
///
/// @param directory the operator's; empty if there is none
record NoticeTemplates(Optional<Path> directory) {
  private static final String FOLDER = "notification/";

  /// The templates whose files' names begin with `prefix`.
  ///
  /// @param values what they may name
  /// @throws IllegalStateException if one can't be used
  LetterTemplate parsed(String prefix, Set<String> values) {
    try {
      return LetterTemplate.parse(
          text(prefix + "subject.txt").strip(),
          text(prefix + "text.txt"),
          text(prefix + "html.html"),
          new Names(values, Set.of()));
    } catch (UnfitTemplate e) {
      throw new IllegalStateException(
          "a template of mails, %s*, can't be used: %s".formatted(prefix, e.getMessage()), e);
    }
  }

  private String text(String name) {
    try {
      Optional<Path> own = directory.map(all -> all.resolve(name)).filter(Files::exists);
      return own.isPresent() ? Files.readString(own.get()) : ours(name);
    } catch (IOException e) {
      throw new UncheckedIOException("the template %s can't be read".formatted(name), e);
    }
  }

  private static String ours(String name) throws IOException {
    try (InputStream in = NoticeTemplates.class.getResourceAsStream(FOLDER + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
