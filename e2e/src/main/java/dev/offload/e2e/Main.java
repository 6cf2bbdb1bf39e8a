package dev.offload.e2e;

import dev.offload.e2e.demo.Demo;
import dev.offload.e2e.drill.Drill;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.Installation;
import dev.offload.secrets.TenantSecrets;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command line behind `./offload demo` and `./offload drill`.
@Command(
    name = "offload",
    mixinStandardHelpOptions = true,
    subcommands = Drill.class,
    description = "Shows what Offload does, or tries to break it.")
public final class Main {
  public static void main(String... arguments) {
    System.exit(
        new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  /// A running Offload, instead of one that the demo starts.
  static final class Elsewhere {
    @Option(names = "--at", required = true, description = "Base URL of a running Offload.")
    private URI url;

    @Option(names = "--key", required = true, description = "An API key of its tenant 'default'.")
    private String apiKey;

    @Option(
        names = "--master-key",
        required = true,
        description = "Its offload.secrets.master-key, to verify its webhooks.")
    private String masterKey;

    @Option(
        names = "--smtp-port",
        description =
            "The port on this machine to which its workers send mail. Without it the demo "
                + "sends no mail.")
    private Integer smtpPort;

    private List<String> run(Demo demo) throws IOException, InterruptedException {
      return smtpPort == null ? demo.runAt(installation()) : demo.runAt(installation(), smtpPort);
    }

    private Installation installation() {
      var secret = new TenantSecrets(masterKey).webhookSecret("default");
      return new Installation(url, null, apiKey, secret, null);
    }
  }

  /// Runs real tasks on real photos.
  @Command(
      name = "demo",
      mixinStandardHelpOptions = true,
      description = "Runs real tasks and shows their results.")
  int demo(@ArgGroup(exclusive = false) Elsewhere elsewhere) throws Exception {
    var home = Home.here();
    var demo = new Demo(home, home.directory().resolve("demo-output"));
    var missing = elsewhere == null ? demo.run() : elsewhere.run(demo);
    if (missing.isEmpty()) {
      System.out.println("Everything came as it should.");
      return 0;
    }
    System.err.println("Missing:");
    missing.forEach(what -> System.err.println("  - " + what));
    return 1;
  }
}
