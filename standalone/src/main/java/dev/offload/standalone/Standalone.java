package dev.offload.standalone;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command line of the one-process Offload: `./offload up`.
@QuarkusMain
@Command(
    name = "offload up",
    description = "Starts all of Offload in one process, with a real Kafka inside.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Standalone implements Callable<Integer> {
  static final int ANY_PORT = 0;

  /// How many threads of the system carry the virtual ones.
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "HTTP port on 127.0.0.1; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--management-port",
      defaultValue = "0",
      description =
          "Port on 127.0.0.1 for health and metrics; 0 takes a free one (default:"
              + " ${DEFAULT-VALUE}).")
  private int managementPort;

  @Option(
      names = "--smtp-port",
      defaultValue = "1025",
      description =
          "Port on 127.0.0.1 of the mail sink; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int smtpPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where tasks, files and keys are kept (default: ~/.local/share/offload).")
  private Path data;

  @Option(
      names = "--ephemeral",
      description = "Use a temporary directory, which is deleted at the end.")
  private boolean ephemeral;

  @Option(
      names = "--queues",
      split = ",",
      paramLabel = "QUEUE",
      defaultValue = "probe,image,report,email,webhook,fetch",
      description =
          "The queues served here; others need worker processes (default: ${DEFAULT-VALUE}).")
  private List<String> queues;

  @Option(
      names = "--json",
      description = "Print one JSON object on standard output once ready, and nothing else.")
  private boolean json;

  public static void main(String... arguments) {
    leaveACore();
    System.exit(new CommandLine(new Standalone()).execute(arguments));
  }

  /// With all cores, the virtual threads of HTTP would take tasks faster than the lifecycle gets
  /// round to them.
  private static void leaveACore() {
    if (System.getProperty(CARRIERS) == null) {
      int cores = Runtime.getRuntime().availableProcessors();
      System.setProperty(CARRIERS, Integer.toString(Math.max(1, cores - 1)));
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    if (ephemeral && data != null) {
      return refuse("--ephemeral can't be combined with --data.");
    }
    try {
      int http = new LocalPort(port, "--port").free();
      int management = new LocalPort(managementPort, "--management-port").free();
      int smtp = new LocalPort(smtpPort, "--smtp-port").free();
      var directory =
          ephemeral ? DataDirectory.temporary() : DataDirectory.open(DataDirectory.chosen(data));
      return new OneProcess(
              new RunPlan(
                  directory,
                  http,
                  management,
                  smtp,
                  queues,
                  json ? Announcement::json : Announcement::text))
          .run();
    } catch (CannotStart | IOException e) {
      return refuse(e.getMessage());
    }
  }

  private static int refuse(String reason) {
    System.err.println("offload: " + reason);
    return 1;
  }
}
