package dev.offload.ingest.rig;

import dev.offload.broker.BrokerSettings;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;

/// The same as [Surroundings] with a Kafka node of its own, which is not there before a test starts
/// it.
public final class KafkaOfItsOwn implements QuarkusTestResourceLifecycleManager {

  private BrokerSettings node;

  @Override
  public Map<String, String> start() {
    try {
      node =
          BrokerSettings.in(Files.createTempDirectory("offload-kafka-of-its-own"))
              .onPort(freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Surroundings.config(node.host() + ":" + node.port());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(node, new TestInjector.MatchesType(BrokerSettings.class));
  }

  @Override
  public void stop() {
    // The test that has started the node stops it.
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
