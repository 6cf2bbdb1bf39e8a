package dev.offload.mailsink;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/// An incoming mail. It is stored before its sender is told that it was accepted.
final class Incoming implements MessageHandler {
  private static final int PUT_OFF = 451;
  private static final int NO_SUCH_MAILBOX = 550;

  private final MailStore store;
  private final Supplier<Behaviour> behaviour;
  private final InstantSource clock;
  private final List<String> recipients = new ArrayList<>();

  Incoming(MailStore store, Supplier<Behaviour> behaviour, InstantSource clock) {
    this.store = store;
    this.behaviour = behaviour;
    this.clock = clock;
  }

  @Override
  public void from(String sender) {
    // Everybody may write.
  }

  @Override
  public void recipient(String address) throws RejectException {
    if (behaviour.get().refuse().contains(address)) {
      throw new RejectException(NO_SUCH_MAILBOX, "5.1.1 no such mailbox, as asked");
    }
    if (behaviour.get().defer().contains(address)) {
      throw new RejectException(PUT_OFF, "4.7.1 try again later, as asked");
    }
    recipients.add(address);
  }

  @Override
  public String data(InputStream content) throws RejectException, IOException {
    byte[] raw = content.readAllBytes();
    try {
      Thread.sleep(behaviour.get().delayMillis());
      store.add(recipients, raw, clock.instant());
      return null;
    } catch (SQLException | MessagingException e) {
      throw new RejectException(PUT_OFF, "4.3.0 not kept: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new RejectException(PUT_OFF, "4.3.2 going down");
    }
  }

  @Override
  public void done() {
    // Nothing is held.
  }
}
