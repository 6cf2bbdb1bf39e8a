package dev.offload.email.smtp;

import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;

/// Makes the mail library's settings from the configuration.
final class SmtpSession {
  private SmtpSession() {}

  static Session of(SmtpConfig config) {
    String protocol = protocol(config);
    Properties properties = new Properties();
    String prefix = "mail." + protocol + ".";
    properties.put(prefix + "connectiontimeout", millis(config.connectTimeout()));
    properties.put(prefix + "timeout", millis(config.timeout()));
    properties.put(prefix + "writetimeout", millis(config.timeout()));
    properties.put(prefix + "auth", Boolean.toString(config.user().isPresent()));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    boolean startTls = config.security() == SmtpConfig.Security.STARTTLS;
    properties.put(prefix + "starttls.enable", Boolean.toString(startTls));
    properties.put(prefix + "starttls.required", Boolean.toString(startTls));
    // Closing a connection does not wait for the farewell of a server that may be gone.
    properties.put(prefix + "quitwait", "false");
    return Session.getInstance(properties);
  }

  static String protocol(SmtpConfig config) {
    return switch (config.security()) {
      case NONE, STARTTLS -> "smtp";
      case TLS -> "smtps";
    };
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
