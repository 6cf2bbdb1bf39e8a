package dev.offload.e2e.drill;

import static dev.offload.e2e.drill.FreshData.onFreshData;

import dev.offload.e2e.process.Home;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The commands of the drills about webhooks.
final class WebhookDrills {
  private WebhookDrills() {}

  @Command(
      name = "endpoints",
      mixinStandardHelpOptions = true,
      description =
          "Sends webhooks to many endpoints, of which some are dead, hang or refuse. The healthy "
              + "ones must hardly notice.")
  static final class Endpoints implements Callable<Integer> {
    @Option(names = "--endpoints", defaultValue = "200", description = "default: 200")
    private int endpoints;

    @Option(
        names = "--events",
        defaultValue = "1000",
        description = "For each endpoint, in each of two rounds; default: 1000")
    private int events;

    @Option(
        names = "--per-second",
        defaultValue = "2",
        description = "Events in a second; default: 2")
    private int perSecond;

    @Option(
        names = "--at-once",
        defaultValue = "10000",
        description = "Webhooks to one endpoint, as fast as possible; default: 10000")
    private int atOnce;

    @Option(
        names = "--slower",
        defaultValue = "2",
        description = "How many times longer 99 of 100 webhooks may take; default: 2")
    private int slower;

    @Override
    public Integer call() throws Exception {
      var load = new EndpointsDrill.Load(endpoints, events, perSecond, atOnce);
      var expectation = new EndpointsDrill.Expectation(slower, Duration.ofMillis(50));
      return onFreshData(data -> new EndpointsDrill(Home.here(), data, load, expectation).run());
    }
  }

  @Command(
      name = "webhooks",
      mixinStandardHelpOptions = true,
      description =
          "Kills the process (-9) while webhooks are delivered, and restarts it. Each must "
              + "arrive, with the same id each time.")
  static final class Webhooks implements Callable<Integer> {
    @Option(names = "--tasks", defaultValue = "10000", description = "default: 10000")
    private int tasks;

    @Mixin private Seed seed;

    @Override
    public Integer call() throws Exception {
      long chosen = seed.chosen();
      return onFreshData(data -> new WebhooksDrill(Home.here(), data, tasks, chosen).run());
    }
  }
}
