package dev.offload.email.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;

/// One open connection to the SMTP server.
final class SmtpConnection {
  private final Transport transport;

  private SmtpConnection(Transport transport) {
    this.transport = transport;
  }

  void send(MailMessage message, Address[] recipients) throws MessagingException {
    transport.sendMessage(message, recipients);
  }

  private void close() {
    try {
      transport.close();
    } catch (MessagingException _) {
      // It is closed all the same.
    }
  }

  /// Makes connections, and checks whether an idle one is still open.
  static final class Factory extends BasePooledObjectFactory<SmtpConnection> {
    /// A connection that was used more recently than this counts as open, since asking costs a
    /// round trip.
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Session session;
    private final SmtpConfig config;

    Factory(Session session, SmtpConfig config) {
      this.session = session;
      this.config = config;
    }

    @Override
    public SmtpConnection create() throws MessagingException {
      Transport transport = session.getTransport(SmtpSession.protocol(config));
      transport.connect(
          config.host(), config.port(), config.user().orElse(null), config.password().orElse(null));
      return new SmtpConnection(transport);
    }

    @Override
    public PooledObject<SmtpConnection> wrap(SmtpConnection connection) {
      return new DefaultPooledObject<>(connection);
    }

    @Override
    public boolean validateObject(PooledObject<SmtpConnection> pooled) {
      return pooled.getIdleDuration().compareTo(FRESH) < 0
          || pooled.getObject().transport.isConnected();
    }

    @Override
    public void destroyObject(PooledObject<SmtpConnection> pooled) {
      pooled.getObject().close();
    }
  }
}
