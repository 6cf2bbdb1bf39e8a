package dev.offload.email.smtp;

import dev.offload.email.smtp.SmtpAnswer.Deferred;
import dev.offload.email.smtp.SmtpAnswer.Refused;
import dev.offload.email.smtp.SmtpAnswer.Unreachable;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/// Reads the server's answer from the exception of the mail library.
final class SmtpReply {
  private static final int LONGEST = 300;
  private static final int FIRST_DEFERRAL = 400;
  private static final int FIRST_REFUSAL = 500;

  private SmtpReply() {}

  /// The innermost reply of the chain is about the recipient. The ones around it are
  /// summaries.
  static SmtpAnswer of(MessagingException thrown) {
    int code = 0;
    String text = "";
    for (Exception e = thrown; e instanceof MessagingException m; e = m.getNextException()) {
      int found = code(m);
      if (found > 0) {
        code = found;
        text = describe(m);
      }
    }
    if (code >= FIRST_REFUSAL) {
      return new Refused(code, text);
    }
    return code >= FIRST_DEFERRAL ? new Deferred(code, text) : new Unreachable(describe(thrown));
  }

  /// One line, of bounded length.
  static String describe(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = message.strip().replaceAll("[\\r\\n\\p{Cc}]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private static int code(MessagingException e) {
    return switch (e) {
      case SMTPAddressFailedException address -> address.getReturnCode();
      case SMTPSenderFailedException sender -> sender.getReturnCode();
      case SMTPSendFailedException send -> send.getReturnCode();
      default -> 0;
    };
  }
}
