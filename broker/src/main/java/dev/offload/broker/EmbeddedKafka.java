package dev.offload.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.metadata.storage.FormatterException;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/// A real single Kafka node (KRaft broker and controller) inside this JVM, on loopback only
/// unless [clients elsewhere][BrokerSettings#reachedAs] are to reach it.
///
/// Its data is in one directory and survives a stop, a kill and a change of ports.
public final class EmbeddedKafka implements AutoCloseable {
  private static final int ATTEMPTS_TO_FIND_FREE_PORTS = 5;

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /// Starts a node in `directory` on a free port; see [#start(BrokerSettings)].
  public static EmbeddedKafka start(Path directory) throws IOException {
    return start(BrokerSettings.in(directory));
  }

  /// Starts a node and returns when clients can use it. This takes about 3 s, and 3 s more if the
  /// node before it was killed.
  ///
  /// @throws IOException if the directory cannot be written or a port cannot be taken
  public static EmbeddedKafka start(BrokerSettings settings) throws IOException {
    formatOnce(settings.directory());
    for (int attempt = 1; ; attempt++) {
      int port = settings.port() == BrokerSettings.ANY_PORT ? freePort() : free(settings.port());
      try {
        return start(settings, port, freePort());
      } catch (RuntimeException e) {
        // Somebody else may take a port between our finding it free and Kafka's binding it.
        boolean again = isTakenPort(e) && attempt < ATTEMPTS_TO_FIND_FREE_PORTS;
        if (!again) {
          throw new IOException("Kafka did not start in " + settings.directory(), e);
        }
      }
    }
  }

  private static EmbeddedKafka start(BrokerSettings settings, int port, int controllerPort) {
    if (FormerNode.wasKilledIn(settings.directory())) {
      FormerNode.declareDead(settings, controllerPort);
    }
    var config = KafkaConfig.fromProps(NodeProperties.of(settings, port, controllerPort));
    var server = new KafkaRaftServer(config, Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      stop(server);
      throw e;
    }
    return new EmbeddedKafka(server, settings.host() + ":" + port);
  }

  /// `host:port` of the node, the value of a client's `bootstrap.servers`.
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /// Stops the node and waits until its files are closed.
  @Override
  public void close() {
    stop(server);
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void formatOnce(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (Files.exists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
      return;
    }
    try {
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setNodeId(NodeProperties.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(NodeProperties.CONTROLLER)
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .run();
    } catch (FormatterException e) {
      throw new IOException("Kafka could not format " + directory + ": " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("Kafka could not format " + directory, e);
    }
  }

  private static int freePort() throws IOException {
    return free(BrokerSettings.ANY_PORT);
  }

  private static int free(int port) throws IOException {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new IOException("Port " + port + " for Kafka is taken", e);
    }
  }

  private static boolean isTakenPort(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(BindException.class::isInstance);
  }
}
