package dev.offload.cli.listen;

import dev.offload.cli.secret.WebhookSecret;
import dev.offload.schemas.notify.EventPattern;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./offload listen`: posts a tenant's events to an address that the server can't reach.
@Command(
    name = "listen",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Posts the webhooks of a tenant to an address on this machine, signed, each once.",
      "It tells of tasks that end while it runs and, if asked to, of their runs and of groups."
    })
public final class Listen implements Callable<Integer> {
  /// As long as Offload gives a receiver.
  private static final Duration TIME_LIMIT = Duration.ofSeconds(15);

  /// For the webhook that is on its way when Ctrl-C comes.
  private static final long SECONDS_TO_END = 5;

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /// The events that the stream tells of.
  private static final List<String> EVENTS =
      Stream.of(
              Stream.of(EventPattern.ANY_OF_TASKS),
              EventPattern.OF_TASKS.stream(),
              Stream.of(EventPattern.STARTED, EventPattern.RETRYING),
              Stream.of(EventPattern.ANY_OF_GROUPS, EventPattern.GROUP_FINISHED),
              EventPattern.OF_GROUPS.stream())
          .flatMap(types -> types)
          .toList();

  private final LocalKey keys;
  private final SecureRandom random;

  @Spec private CommandSpec command;

  @Option(
      names = "--forward-to",
      required = true,
      paramLabel = "URL",
      description = "Where they are posted, such as http://localhost:3000/hooks.")
  private URI receiver;

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "The Offload to listen to (default: ${DEFAULT-VALUE}).")
  private URI server;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "An API key with the scope read (default: $OFFLOAD_KEY, or for an Offload that ./offload"
              + " up runs on this machine its development key).")
  private String key;

  @Option(
      names = "--events",
      split = ",",
      paramLabel = "EVENT",
      defaultValue = EventPattern.ANY_OF_TASKS,
      description = "Which events are posted (default: ${DEFAULT-VALUE}).")
  private List<String> events;

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      description = "The secret that signs them, whsec_… (default: a new one, which is shown).")
  private WebhookSecret secret;

  public Listen(LocalKey keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--forward-to", receiver);
    check("--server", server);
    events.forEach(this::checkEvent);
    WebhookSecret chosen = secret == null ? WebhookSecret.fresh(random) : secret;
    TenantEvents stream = new TenantEvents(server, key(), TenantEvents.Terms.DEFAULT);
    PrintWriter out = command.commandLine().getOut();
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stream, done)));
    try (LocalReceiver local =
        new LocalReceiver(receiver, chosen, TIME_LIMIT, InstantSource.system())) {
      out.println("Posts to " + receiver + ", signed with");
      out.println("  " + chosen.reveal());
      Posting posting = new Posting(local, events, out, Clock.system(ZoneId.systemDefault()));
      stream.follow(posting);
      out.println(posting.summary());
      return 0;
    } catch (TenantEvents.Refused e) {
      command.commandLine().getErr().println("offload: " + e.getMessage());
      return 1;
    } finally {
      out.flush();
      done.countDown();
    }
  }

  private static void end(TenantEvents stream, CountDownLatch done) {
    stream.stop();
    try {
      var _ = done.await(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(String option, URI url) {
    if (url.getHost() == null || !SCHEMES.contains(url.getScheme())) {
      throw wrong(option + " must be a URL with http:// or https://, was " + url);
    }
  }

  private void checkEvent(String event) {
    if (!EVENTS.contains(event)) {
      throw wrong("--events must be of %s, was %s".formatted(String.join(", ", EVENTS), event));
    }
  }

  private String key() throws IOException {
    Optional<String> found =
        key == null || key.isBlank() ? keys.find(server) : Optional.of(key.strip());
    return found.orElseThrow(
        () -> wrong("no API key for " + server + ": name one with --key or in $OFFLOAD_KEY"));
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
