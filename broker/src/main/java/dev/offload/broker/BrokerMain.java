package dev.offload.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A node in a separate process, for drills that kill what is around it. Its arguments are the
/// directory of its data, the port and, for clients on other machines, the name by which they reach
/// it; without a name it listens on loopback only. Arguments with an equals sign are properties of
/// the node. It says on standard output when clients can use it, and runs until it is told to stop.
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] arguments) throws IOException {
    List<String> places = Stream.of(arguments).filter(one -> !one.contains("=")).toList();
    if (places.size() < 2 || places.size() > 3) {
      throw new IllegalArgumentException(
          "Usage: BrokerMain <directory> <port> [<host>] [<property>=<value>…]");
    }
    var local = BrokerSettings.in(Path.of(places.get(0))).onPort(Integer.parseInt(places.get(1)));
    var settings = places.size() == 2 ? local : local.reachedAs(places.get(2));
    for (String property : arguments) {
      int equals = property.indexOf('=');
      if (equals > 0) {
        settings = settings.with(property.substring(0, equals), property.substring(equals + 1));
      }
    }
    var kafka = EmbeddedKafka.start(settings);
    System.out.println("Kafka listens on " + kafka.bootstrapServers());
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-broker"));
  }
}
