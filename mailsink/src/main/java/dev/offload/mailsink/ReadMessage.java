package dev.offload.mailsink;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// A message opened for reading: its headers, and the first text and HTML in it.
final class ReadMessage {
  private static final Session SESSION = Session.getInstance(new Properties());
  private static final int DEEPEST = 20;

  private final MimeMessage message;

  private ReadMessage(MimeMessage message) {
    this.message = message;
  }

  record Field(String name, String value) {}

  static ReadMessage of(byte[] raw) throws MessagingException {
    return new ReadMessage(new MimeMessage(SESSION, new ByteArrayInputStream(raw)));
  }

  /// A header as people read it, with encoded words decoded.
  Optional<String> header(String name) throws MessagingException {
    return Optional.ofNullable(message.getHeader(name, ", ")).map(ReadMessage::decoded);
  }

  List<Field> headers() throws MessagingException {
    List<Field> fields = new ArrayList<>();
    for (Header header : Collections.list(message.getAllHeaders())) {
      fields.add(new Field(header.getName(), decoded(header.getValue())));
    }
    return fields;
  }

  Optional<String> text() throws MessagingException, IOException {
    return first(message, "text/plain", 0);
  }

  Optional<String> html() throws MessagingException, IOException {
    return first(message, "text/html", 0);
  }

  private static Optional<String> first(Part part, String type, int depth)
      throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return Optional.of(part.getContent().toString());
    }
    if (depth < DEEPEST && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        Optional<String> found = first(inner, type, depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static String decoded(String value) {
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(value));
    } catch (IOException _) {
      return value;
    }
  }
}
