package dev.offload.mailsink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.subethamail.smtp.server.SMTPServer;

/// A running SMTP server that keeps what it gets, on loopback unless told otherwise. It owns the
/// server and the store.
public final class MailSink implements AutoCloseable {
  /// How many messages are kept. Older ones are deleted.
  public static final int KEPT = 20_000;

  private static final int MAX_MESSAGE = 30 * 1024 * 1024;

  private final MailStore store;
  private final SMTPServer server;
  private volatile Behaviour behaviour = Behaviour.KIND;

  private MailSink(MailStore store, InetSocketAddress address, InstantSource clock) {
    this.store = store;
    server =
        SMTPServer.port(address.getPort())
            .bindAddress(address.getAddress())
            .hostName("offload-mail-sink")
            .softwareName("Offload mail sink")
            .serverThreadName("mail-sink")
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .insertReceivedHeaders(false)
            .maxMessageSize(MAX_MESSAGE)
            .messageHandlerFactory(_ -> new Incoming(store, () -> behaviour, clock))
            .build();
  }

  /// Starts on `port` of 127.0.0.1 (0 for a free one), with the messages that are already in
  /// `directory`.
  ///
  /// @throws IOException if the port is taken or the directory cannot be used
  public static MailSink start(Path directory, int port, InstantSource clock) throws IOException {
    return startOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), directory, clock);
  }

  /// The same at another address, for anybody who reaches it.
  public static MailSink startOn(InetSocketAddress address, Path directory, InstantSource clock)
      throws IOException {
    Files.createDirectories(directory);
    MailStore store;
    try {
      store = MailStore.open(directory.resolve("mail.db"), KEPT);
    } catch (SQLException e) {
      throw new IOException("the mail in " + directory + " can't be opened: " + e.getMessage(), e);
    }
    MailSink sink = new MailSink(store, address, clock);
    try {
      sink.server.start();
    } catch (RuntimeException e) { // how the server tells that it can't bind
      sink.closeStore();
      throw new IOException("port " + address.getPort() + " can't be used for mail", e);
    }
    return sink;
  }

  /// The SMTP port.
  public int port() {
    return server.getPortAllocated();
  }

  public MailStore store() {
    return store;
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  /// Applies from the next mail on.
  public void behave(Behaviour wanted) {
    behaviour = wanted;
  }

  @Override
  public void close() throws IOException {
    server.stop();
    closeStore();
  }

  private void closeStore() throws IOException {
    try {
      store.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
