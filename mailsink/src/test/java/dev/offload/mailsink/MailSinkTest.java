package dev.offload.mailsink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailSinkTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

  @TempDir Path directory;
  private MailSink sink;

  @BeforeEach
  void start() throws IOException {
    sink = MailSink.start(directory, 0, CLOCK);
  }

  @AfterEach
  void stop() throws IOException {
    sink.close();
  }

  @Test
  void mailIsKeptOverARestart() throws Exception {
    send("ada@example.com", "Zürich → Paris", "tsk_1");
    int port = sink.port();
    sink.close();

    sink = MailSink.start(directory, port, CLOCK);

    assertThat(sink.store().list(all()))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.subject()).isEqualTo("Zürich → Paris");
              assertThat(message.recipients()).containsExactly("ada@example.com");
              assertThat(message.task()).isEqualTo("tsk_1");
              assertThat(message.receivedAt()).isEqualTo("2026-11-22T12:00:00Z");
            });
  }

  @Test
  void messagesAreFoundByRecipientTaskAndPlace() throws Exception {
    send("ada@example.com", "1", "tsk_1");
    send("bob@example.com", "2", "tsk_1");
    send("ada@example.com", "3", "tsk_2");

    assertThat(subjects(new MessageQuery("ada@example.com", null, null, 0, 9)))
        .containsExactly("3", "1");
    assertThat(subjects(new MessageQuery(null, "tsk_1", null, 0, 9))).containsExactly("2", "1");
    assertThat(subjects(new MessageQuery("example.com", null, null, 0, 9))).isEmpty();
    List<Message> newest = sink.store().list(new MessageQuery(null, null, null, 0, 1));
    assertThat(subjects(new MessageQuery(null, null, null, newest.getFirst().id(), 9)))
        .containsExactly("2", "1");
    assertThat(sink.store().count(new MessageQuery(null, "tsk_1", null, 0, 1)))
        .isEqualTo(new Counts(2, 2, 2));
  }

  @Test
  void bothPartsAreRead() throws Exception {
    send("ada@example.com", "s", "tsk_1");

    ReadMessage message =
        ReadMessage.of(sink.store().raw(sink.store().list(all()).getFirst().id()).orElseThrow());

    assertThat(message.text()).hasValueSatisfying(text -> assertThat(text).contains("plain ü"));
    assertThat(message.html()).hasValueSatisfying(html -> assertThat(html).contains("<b>ü</b>"));
    assertThat(message.headers()).contains(new ReadMessage.Field("X-Offload-Task", "tsk_1"));
  }

  @Test
  void addressesAreRefusedAndDeferredAsConfigured() throws Exception {
    sink.behave(new Behaviour(0, Set.of("gone@example.com"), Set.of("busy@example.com")));

    assertThatExceptionOfType(SendFailedException.class)
        .isThrownBy(() -> send("gone@example.com", "s", "t"))
        .satisfies(e -> assertThat(e.getNextException()).hasMessageContaining("550"));
    assertThatExceptionOfType(SendFailedException.class)
        .isThrownBy(() -> send("busy@example.com", "s", "t"))
        .satisfies(e -> assertThat(e.getNextException()).hasMessageContaining("451"));
    assertThat(sink.store().count(all()).messages()).isZero();
  }

  @Test
  void takenPortIsReported() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> MailSink.start(directory.resolve("other"), taken.getLocalPort(), CLOCK))
          .withMessageContaining(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void onlyTheNewestAreKept() throws Exception {
    try (MailStore store = MailStore.open(directory.resolve("few.db"), 150)) {
      byte[] raw = "Subject: s\r\n\r\nx".getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 400; i++) {
        store.add(List.of("a@b.de"), raw, Instant.EPOCH);
      }

      assertThat(store.count(all()).messages()).isEqualTo(150);
      assertThat(store.list(new MessageQuery(null, null, null, 0, 1)).getFirst().id())
          .isEqualTo(400);
    }
  }

  private List<String> subjects(MessageQuery query) throws Exception {
    return sink.store().list(query).stream().map(Message::subject).toList();
  }

  private static MessageQuery all() {
    return new MessageQuery(null, null, null, 0, 100);
  }

  private void send(String to, String subject, String task) throws MessagingException {
    Session session = Session.getInstance(new Properties());
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress("shop@example.com"));
    message.setRecipient(RecipientType.TO, new InternetAddress(to));
    message.setSubject(subject, "UTF-8");
    message.setHeader("X-Offload-Task", task);
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText("plain ü", "UTF-8");
    MimeBodyPart html = new MimeBodyPart();
    html.setText("<b>ü</b>", "UTF-8", "html");
    message.setContent(new MimeMultipart("alternative", plain, html));
    message.saveChanges();
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect("127.0.0.1", sink.port(), null, null);
      transport.sendMessage(message, message.getAllRecipients());
    }
  }
}
