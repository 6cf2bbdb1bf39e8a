package dev.offload.email.smtp;

/// The outcome of one attempt to hand a mail to the SMTP server.
public sealed interface SmtpAnswer {
  /// The server has taken it.
  record Accepted() implements SmtpAnswer {}

  /// The server will never take it (5xx).
  record Refused(int code, String text) implements SmtpAnswer {}

  /// The server does not take it now (4xx).
  record Deferred(int code, String text) implements SmtpAnswer {}

  /// There was no answer, because there is no connection or it was lost. The server may have
  /// taken the mail.
  record Unreachable(String reason) implements SmtpAnswer {}
}
