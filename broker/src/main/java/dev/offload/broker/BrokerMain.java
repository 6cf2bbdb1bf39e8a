package dev.offload.broker;

import java.io.IOException;
import java.nio.file.Path;

/// A node as a process of its own, for drills that kill what stands around it: its arguments are
/// the directory of its data and the port on loopback. It runs until it is told to stop.
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("Usage: BrokerMain <directory> <port>");
    }
    var settings = BrokerSettings.in(Path.of(arguments[0])).onPort(Integer.parseInt(arguments[1]));
    var kafka = EmbeddedKafka.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-broker"));
  }
}
