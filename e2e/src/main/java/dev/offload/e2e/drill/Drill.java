package dev.offload.e2e.drill;

import static dev.offload.e2e.drill.FreshData.onFreshData;

import dev.offload.e2e.process.Home;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command line of the drills: `./offload drill <name>`.
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    subcommands = {
      FileDrills.Files.class,
      FileDrills.Photos.class,
      FileDrills.Upload.class,
      WebhookDrills.Endpoints.class,
      WebhookDrills.Webhooks.class
    },
    description = "Tries to break Offload, and fails if that succeeds.")
public final class Drill {
  @Command(
      name = "contract",
      mixinStandardHelpOptions = true,
      description =
          "Compares the answers to made-up requests with the OpenAPI document. Installs "
              + "Schemathesis (Python) under target/ first.")
  int contract(
      @Option(
              names = "--examples",
              defaultValue = "50",
              description = "Requests made up for each operation, at most; default: 50")
          int examples,
      @Option(
              names = "--minutes",
              defaultValue = "10",
              description = "At most, for each of its two parts; default: 10")
          int minutes,
      @Mixin Seed seed)
      throws Exception {
    long chosen = seed.notNegative();
    var time = Duration.ofMinutes(minutes);
    return onFreshData(data -> new ContractDrill(Home.here(), data, examples, time, chosen).run());
  }

  @Command(
      name = "crash",
      mixinStandardHelpOptions = true,
      description =
          "Kills the process (-9) again and again while all kinds of tasks run. Each task "
              + "must end as its kind does, once.")
  int crash(
      @Option(names = "--tasks", defaultValue = "20000", description = "default: 20000") int tasks,
      @Option(names = "--kills", defaultValue = "20", description = "default: 20") int kills,
      @Mixin Seed seed)
      throws Exception {
    long chosen = seed.chosen();
    return onFreshData(data -> new CrashDrill(Home.here(), data, tasks, kills, chosen).run());
  }

  @Command(
      name = "failover",
      mixinStandardHelpOptions = true,
      description =
          "Runs two of each service and kills one of each. The other must take over, and no limit "
              + "may be exceeded.")
  int failover(
      @Option(
              names = "--pause-seconds",
              defaultValue = "15",
              description = "Seconds without trouble between two kills; default: 15")
          int pauseSeconds,
      @Option(
              names = "--takeover-seconds",
              defaultValue = "15",
              description = "Seconds that tasks of a killed process may stand still; default: 15")
          int takeoverSeconds,
      @Option(
              names = "--gap-seconds",
              defaultValue = "2",
              description = "Seconds in which no direct task starts, at most; default: 2")
          int gapSeconds,
      @Option(
              names = "--concurrencies",
              split = ",",
              defaultValue = "3",
              description = "Tasks at a time, each a limit of its own; default: 3")
          List<Integer> concurrencies,
      @Option(
              names = "--rates",
              split = ",",
              defaultValue = "20",
              description = "Tasks per second, each a limit of its own; default: 20")
          List<Integer> rates)
      throws Exception {
    return onFreshData(
        data ->
            new FailoverDrill(
                    Home.here(),
                    data,
                    Duration.ofSeconds(pauseSeconds),
                    Duration.ofSeconds(takeoverSeconds),
                    Duration.ofSeconds(gapSeconds),
                    new SharedLimits.Bounds(concurrencies, rates))
                .run());
  }

  @Command(
      name = "fair",
      mixinStandardHelpOptions = true,
      description =
          "One tenant has a flood of tasks queued. Other tenants' tasks, and an urgent one, "
              + "must start soon.")
  int fair(
      @Option(names = "--tasks", defaultValue = "100000", description = "default: 100000")
          int tasks,
      @Option(
              names = "--task-millis",
              defaultValue = "50",
              description = "How many milliseconds each of them takes; default: 50")
          int taskMillis,
      @Option(
              names = "--soon-millis",
              defaultValue = "2000",
              description = "Within how many milliseconds they have to start; default: 2000")
          int soonMillis)
      throws Exception {
    return onFreshData(
        _ -> {
          var flood = new FairDrill.Flood(tasks, Duration.ofMillis(taskMillis));
          return new FairDrill(Home.here(), flood, 20, Duration.ofMillis(soonMillis)).run();
        });
  }

  @Command(
      name = "groups",
      mixinStandardHelpOptions = true,
      description =
          "Kills the process (-9) while the tasks of a group run. Each must count once, and what "
              + "follows the group must run once. Then another group is cancelled.")
  int groups(
      @Option(names = "--tasks", defaultValue = "100000", description = "default: 100000")
          int tasks,
      @Option(
              names = "--cancelled",
              defaultValue = "10000",
              description = "Tasks of the group that is cancelled; default: 10000")
          int cancelled,
      @Mixin Seed seed)
      throws Exception {
    long chosen = seed.chosen();
    return onFreshData(data -> new GroupsDrill(Home.here(), data, tasks, cancelled, chosen).run());
  }

  @Command(
      name = "kill",
      mixinStandardHelpOptions = true,
      description =
          "Kills the process (-9) while tasks run, and restarts it on the same data. All "
              + "tasks must end, none twice.")
  int kill(
      @Option(names = "--tasks", defaultValue = "3000", description = "default: 3000") int tasks,
      @Mixin Seed seed)
      throws Exception {
    long chosen = seed.chosen();
    return onFreshData(data -> new KillDrill(Home.here(), data, tasks, chosen).run());
  }

  @Command(
      name = "limits",
      mixinStandardHelpOptions = true,
      description =
          "Kills the process (-9) again and again while tasks run under a limit. It may never "
              + "be exceeded, and in the end nothing of it may be in use.")
  int limits(
      @Option(names = "--tasks", defaultValue = "2000", description = "default: 2000") int tasks,
      @Option(names = "--kills", defaultValue = "5", description = "default: 5") int kills,
      @Mixin Seed seed)
      throws Exception {
    long chosen = seed.chosen();
    return onFreshData(data -> new LimitsDrill(Home.here(), data, tasks, kills, chosen).run());
  }

  @Command(
      name = "mail",
      mixinStandardHelpOptions = true,
      description =
          "Kills the process (-9) during a mailing, and restarts it. Everyone must get the "
              + "mail, and few may get it twice.")
  int mail(
      @Option(names = "--recipients", defaultValue = "500", description = "default: 500")
          int recipients,
      @Mixin Seed seed)
      throws Exception {
    long chosen = seed.chosen();
    return onFreshData(data -> new MailDrill(Home.here(), data, recipients, chosen).run());
  }

  @Command(
      name = "neighbour",
      mixinStandardHelpOptions = true,
      description =
          "One tenant reads no answers, searches without end, and wants webhooks for receivers "
              + "that never answer; somebody holds thousands of connections. Other tenants must "
              + "not suffer.")
  int neighbour(
      @Option(names = "--history", defaultValue = "200000", description = "default: 200000")
          int history,
      @Option(names = "--clients", defaultValue = "50", description = "default: 50") int clients,
      @Option(
              names = "--seconds",
              defaultValue = "60",
              description = "Seconds per attack; default: 60")
          int seconds,
      @Option(
              names = "--slower",
              defaultValue = "5",
              description = "How many times longer 99 of 100 POSTs may take; default: 5")
          int slower,
      @Option(
              names = "--webhook-seconds",
              defaultValue = "10",
              description = "Seconds after which others' webhooks must have come; default: 10")
          int webhookSeconds)
      throws Exception {
    var load = new NeighbourDrill.Load(history, clients, Duration.ofSeconds(seconds), 1);
    var expectation =
        new NeighbourDrill.Expectation(
            slower, Duration.ofMillis(20), Duration.ofSeconds(webhookSeconds));
    return onFreshData(data -> new NeighbourDrill(Home.here(), data, load, expectation).run());
  }

  @Command(
      name = "parked",
      mixinStandardHelpOptions = true,
      description =
          "Writes what tasks tell each other so that it can't be read. It must be parked, and no "
              + "task may wait for ever.")
  int parked(
      @Option(
              names = "--tasks",
              defaultValue = "50",
              description = "Tasks that wait, of each of three kinds; default: 50")
          int tasks)
      throws Exception {
    return onFreshData(data -> new ParkedDrill(Home.here(), data, tasks).run());
  }

  @Command(
      name = "poison",
      mixinStandardHelpOptions = true,
      description =
          "Runs a task that kills its worker. It must fail for good, and no other task may "
              + "fail with it.")
  int poison(
      @Option(names = "--innocent", defaultValue = "200", description = "default: 200")
          int innocent,
      @Option(
              names = "--lock-seconds",
              defaultValue = "15",
              description = "Seconds that a dead worker's records stay locked; default: 15")
          int lockSeconds)
      throws Exception {
    var lock = Duration.ofSeconds(lockSeconds);
    return onFreshData(data -> new PoisonDrill(Home.here(), data, innocent, lock).run());
  }

  @Command(
      name = "soak",
      mixinStandardHelpOptions = true,
      description =
          "Runs short and long tasks by both routes. Progress may never stop for more than 2 "
              + "s.")
  int soak(
      @Option(names = "--minutes", defaultValue = "60", description = "default: 60") int minutes)
      throws Exception {
    return onFreshData(data -> new SoakDrill(Home.here(), data, Duration.ofMinutes(minutes)).run());
  }

  @Command(
      name = "streams",
      mixinStandardHelpOptions = true,
      description =
          "Opens live streams that nobody reads. The heap must hold, and POSTs of others "
              + "must stay quick.")
  int streams(
      @Option(names = "--tasks", defaultValue = "130", description = "default: 130") int tasks,
      @Option(
              names = "--result-kilobytes",
              defaultValue = "60",
              description = "Of each task; default: 60")
          int resultKilobytes,
      @Option(names = "--streams", defaultValue = "200", description = "default: 200") int streams,
      @Option(
              names = "--posts",
              defaultValue = "500",
              description = "POSTs before and during the attack; default: 500")
          int posts,
      @Option(
              names = "--heap-megabytes",
              defaultValue = "384",
              description = "Of the process; default: 384")
          int heapMegabytes,
      @Option(
              names = "--slower",
              defaultValue = "5",
              description = "How many times longer 99 of 100 POSTs may take; default: 5")
          int slower)
      throws Exception {
    var load = new StreamsDrill.Load(tasks, resultKilobytes * 1024, streams, posts);
    var expectation = new StreamsDrill.Expectation(heapMegabytes, slower);
    return onFreshData(data -> new StreamsDrill(Home.here(), data, load, expectation).run());
  }

  @Command(
      name = "timers",
      mixinStandardHelpOptions = true,
      description =
          "Schedules a million tasks and has a million wait for a retry. Tasks that are due "
              + "now must start in time.")
  int timers(
      @Option(names = "--scheduled", defaultValue = "1000000", description = "default: 1000000")
          int scheduled,
      @Option(names = "--retrying", defaultValue = "1000000", description = "default: 1000000")
          int retrying,
      @Option(
              names = "--spread-minutes",
              defaultValue = "60",
              description = "Minutes over which they are due, after as many again; default: 60")
          int spreadMinutes,
      @Option(
              names = "--heap-megabytes",
              defaultValue = "512",
              description = "Of the process; default: 512")
          int heapMegabytes,
      @Option(
              names = "--watch-seconds",
              defaultValue = "60",
              description = "Seconds of measuring, twice; default: 60")
          int watchSeconds,
      @Option(
              names = "--late-millis",
              defaultValue = "1000",
              description =
                  "Milliseconds that 99 of 100 tasks may start late, at most; default: 1000")
          int lateMillis,
      @Option(
              names = "--to-the-end",
              description = "Waits until all of them have ended; default: no")
          boolean toTheEnd)
      throws Exception {
    var load = new TimersDrill.Load(scheduled, retrying, Duration.ofMinutes(spreadMinutes));
    var expectation =
        new TimersDrill.Expectation(
            heapMegabytes,
            Duration.ofSeconds(watchSeconds),
            Duration.ofMillis(lateMillis),
            toTheEnd);
    return onFreshData(data -> new TimersDrill(Home.here(), data, load, expectation).run());
  }
}
