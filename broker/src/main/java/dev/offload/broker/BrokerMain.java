package dev.offload.broker;

import java.io.IOException;
import java.nio.file.Path;

/// A node in a separate process, for drills that kill what is around it. Its arguments are the
/// directory of its data, the port and, for clients on other machines, the name by which they reach
/// it; without a name it listens on loopback only. It says on standard output when clients can use
/// it, and runs until it is told to stop.
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2 || arguments.length > 3) {
      throw new IllegalArgumentException("Usage: BrokerMain <directory> <port> [<host>]");
    }
    var local = BrokerSettings.in(Path.of(arguments[0])).onPort(Integer.parseInt(arguments[1]));
    var settings = arguments.length == 2 ? local : local.reachedAs(arguments[2]);
    var kafka = EmbeddedKafka.start(settings);
    System.out.println("Kafka listens on " + kafka.bootstrapServers());
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-broker"));
  }
}
