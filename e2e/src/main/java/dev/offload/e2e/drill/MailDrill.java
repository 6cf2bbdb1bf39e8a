package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.MailClient;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.SeenMail;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Kills the whole process in the middle of a mailing and starts it on the same data. Everyone must
/// get the mail, and only a few may get it twice. The mail sink keeps its messages over the kill.
///
/// @param data an empty directory
/// @param seed decides the moment of the kill
public record MailDrill(Home home, Path data, int recipients, long seed) {
  /// The limit in docs/reference/email.md: `offload.email.chunks` × `offload.email.window`.
  private static final int WINDOW = 20;

  private static final Duration EACH = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    findings.note("a mailing to %d, seed %d".formatted(recipients, seed));
    var mailing = killWhileMailing(findings);
    recover(mailing, findings);
    return findings;
  }

  /// Between a twentieth and two thirds of all mails.
  private int mailsBeforeKill() {
    return Math.max(1, recipients / 20 + new Random(seed).nextInt(recipients * 37 / 60));
  }

  private String killWhileMailing(Findings findings) throws IOException, InterruptedException {
    int mailsBeforeKill = mailsBeforeKill();
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready());
        var mails = new MailClient(offload.ready().mailUrl())) {
      mails.slowDown(EACH);
      var mailing = client.submit(mailing()).id();
      if (!Patience.until(() -> count(mails, mailing) >= mailsBeforeKill, PATIENCE)) {
        findings.fault("fewer than %d mails within %s".formatted(mailsBeforeKill, PATIENCE));
      }
      offload.kill();
      return mailing;
    }
  }

  private void recover(String mailing, Findings findings) throws IOException, InterruptedException {
    var restart = Instant.now();
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready());
        var mails = new MailClient(offload.ready().mailUrl())) {
      findings.note("ready again %s after the restart".formatted(since(restart)));
      if (!Patience.until(() -> client.hasEnded(mailing), PATIENCE)) {
        findings.fault("the mailing has not ended within " + PATIENCE);
      }
      findings.note("mailing ended %s after the restart".formatted(since(restart)));
      var task = client.task(mailing);
      if (!task.state().equals("succeeded") || task.result().path("sent").asInt() != recipients) {
        findings.fault(
            "the mailing is %s with the result %s".formatted(task.state(), task.result()));
      }
      judge(mails.ofTask(mailing), restart, findings);
    }
  }

  private void judge(List<SeenMail> mails, Instant restart, Findings findings) {
    long before = mails.stream().filter(mail -> mail.receivedAt().isBefore(restart)).count();
    findings.note("killed with %d of %d mails taken".formatted(before, recipients));
    if (before == 0 || before == mails.size()) {
      findings.fault("the kill came too early or too late to show anything: try another --seed");
    }
    var reached = mails.stream().map(SeenMail::recipient).collect(Collectors.toSet());
    var missed = addresses().stream().filter(address -> !reached.contains(address)).toList();
    if (!missed.isEmpty()) {
      findings.fault("%d got no mail, for example %s".formatted(missed.size(), missed.getFirst()));
    }
    int different = mails.stream().map(SeenMail::messageId).collect(Collectors.toSet()).size();
    if (different != reached.size()) {
      findings.fault("%d message ids for %d recipients".formatted(different, reached.size()));
    }
    int twice = mails.size() - reached.size();
    findings.note(
        "%d recipients reached, %d mails sent twice, of at most %d"
            .formatted(reached.size(), twice, WINDOW));
    if (twice > WINDOW) {
      findings.fault("%d mails were sent twice, of at most %d".formatted(twice, WINDOW));
    }
  }

  private ObjectNode mailing() {
    var task = JsonNodeFactory.instance.objectNode().put("type", "email");
    var input = task.putObject("input");
    input.put("subject", "Hello {name}").put("text", "This is for {name}.");
    var list = input.putArray("recipients");
    addresses()
        .forEach(address -> list.addObject().put("email", address).put("name", "of " + address));
    return task;
  }

  private Set<String> addresses() {
    return IntStream.range(0, recipients)
        .mapToObj("person%d@example.com"::formatted)
        .collect(Collectors.toSet());
  }

  private static long count(MailClient mails, String mailing) {
    return Patience.orElse(0L, () -> mails.count(mailing));
  }

  private static String since(Instant start) {
    return "%.1f s".formatted(Duration.between(start, Instant.now()).toMillis() / 1000.0);
  }
}
