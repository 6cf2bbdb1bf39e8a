package dev.offload.email.smtp;

import dev.offload.email.letter.Letter;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;

/// A mail in the form of RFC 5322 and MIME, with both parts as alternatives, or with its only part.
final class MailMessage extends MimeMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String id;

  private MailMessage(Session session, String id) {
    super(session);
    this.id = id;
  }

  static MailMessage of(Mail mail, Session session) throws MessagingException {
    MailMessage message = new MailMessage(session, mail.id());
    message.setFrom(address(mail.from()));
    message.setRecipient(Message.RecipientType.TO, address(mail.to()));
    message.setSubject(mail.letter().subject(), UTF_8);
    message.setSentDate(Date.from(mail.date()));
    for (Map.Entry<String, String> header : mail.headers().entrySet()) {
      message.setHeader(header.getKey(), header.getValue());
    }
    message.setLetter(mail.letter());
    message.saveChanges();
    return message;
  }

  private void setLetter(Letter letter) throws MessagingException {
    if (letter.html() == null) {
      setText(letter.text(), UTF_8);
    } else if (letter.text() == null) {
      setText(letter.html(), UTF_8, "html");
    } else {
      // The last alternative is the preferred one (RFC 2046, section 5.1.4).
      setContent(
          new MimeMultipart(
              "alternative", part(letter.text(), "plain"), part(letter.html(), "html")));
    }
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  private static MimeBodyPart part(String content, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(content, UTF_8, subtype);
    return part;
  }

  private static InternetAddress address(Mailbox mailbox) throws MessagingException {
    try {
      return new InternetAddress(
          mailbox.address(), mailbox.name().isEmpty() ? null : mailbox.name(), UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new MessagingException("this JDK lacks UTF-8", e);
    }
  }
}
