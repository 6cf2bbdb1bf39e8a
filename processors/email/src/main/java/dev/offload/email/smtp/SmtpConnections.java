package dev.offload.email.smtp;

import dev.offload.email.smtp.SmtpAnswer.Accepted;
import dev.offload.email.smtp.SmtpAnswer.Deferred;
import dev.offload.email.smtp.SmtpAnswer.Refused;
import dev.offload.email.smtp.SmtpAnswer.Unreachable;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/// Owns the connections to the SMTP server. They are kept open, and each is used for one mail
/// at a time.
public final class SmtpConnections implements AutoCloseable {
  private static final int SERVICE_CLOSES = 421;

  private final Session session;
  private final GenericObjectPool<SmtpConnection> pool;

  public SmtpConnections(SmtpConfig config) {
    session = SmtpSession.of(config);
    pool = new GenericObjectPool<>(new SmtpConnection.Factory(session, config), settings(config));
  }

  /// Hands `mail` to the server and waits for its answer.
  public SmtpAnswer send(Mail mail) throws InterruptedException {
    MailMessage message;
    try {
      message = MailMessage.of(mail, session);
    } catch (MessagingException e) {
      return new Refused(0, "the mail can't be made: " + e.getMessage());
    }
    SmtpConnection connection;
    try {
      connection = pool.borrowObject();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // whatever making a connection threw, or no free one in time
      return new Unreachable(SmtpReply.describe(e));
    }
    SmtpAnswer answer = exchange(connection, message);
    giveBack(connection, answer);
    return answer;
  }

  @Override
  public void close() {
    pool.close();
  }

  private static SmtpAnswer exchange(SmtpConnection connection, MailMessage message) {
    try {
      Address[] recipients = message.getAllRecipients();
      connection.send(message, recipients);
      return new Accepted();
    } catch (MessagingException e) {
      return SmtpReply.of(e);
    }
  }

  private void giveBack(SmtpConnection connection, SmtpAnswer answer) {
    boolean usable =
        switch (answer) {
          case Accepted _, Refused _ -> true;
          case Deferred(int code, _) -> code != SERVICE_CLOSES;
          case Unreachable _ -> false;
        };
    if (usable) {
      pool.returnObject(connection);
      return;
    }
    try {
      pool.invalidateObject(connection);
    } catch (Exception e) { // as the pool declares; closing throws nothing
      throw new IllegalStateException(e);
    }
  }

  private static GenericObjectPoolConfig<SmtpConnection> settings(SmtpConfig config) {
    GenericObjectPoolConfig<SmtpConnection> settings = new GenericObjectPoolConfig<>();
    settings.setMaxTotal(config.connections());
    settings.setMaxIdle(config.connections());
    settings.setMaxWait(config.timeout());
    settings.setTestOnBorrow(true);
    settings.setMinEvictableIdleDuration(config.keep());
    settings.setTimeBetweenEvictionRuns(config.keep().dividedBy(2).plus(Duration.ofMillis(1)));
    settings.setNumTestsPerEvictionRun(-1);
    settings.setJmxEnabled(false);
    return settings;
  }
}
