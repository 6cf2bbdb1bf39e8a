package dev.offload.e2e.demo;

import dev.offload.e2e.client.MailClient;
import dev.offload.e2e.client.SeenMail;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The demo's mailing: a list of people, some of them without a valid address, and what has to
/// arrive.
final class Mailing {
  static final String TITLE = "mailing to 500 people";

  /// Who is told of the mailing's end.
  static final String NOTIFIED = "operations@example.com";

  private static final int PEOPLE = 500;
  private static final List<String> WRONG = List.of("nobody", "two@at@example.com");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(150);

  private Mailing() {}

  static byte[] csv() {
    var lines = new ArrayList<String>();
    lines.add("email,name,order");
    addresses().forEach(address -> lines.add("%s,\"%s, Esq.\",%d".formatted(address, address, 7)));
    WRONG.forEach(address -> lines.add(address + ",No One,8"));
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  static DemoTask task(String fileId, URI webhook) {
    var task =
        DemoTask.of(
            TITLE,
            """
            {"type": "email",
             "input": {
               "from": "Demo shop <shop@example.com>",
               "subject": "Order {data.order} is on its way",
               "text": "Dear {name},\\n\\nyour order {data.order} is on its way.\\n",
               "html": "<p>Dear <b>{name}</b>,</p><p>your order {data.order} is on its way.</p>",
               "recipients": {"file": "%s"}}}
            """
                .formatted(fileId),
            new DemoTask.Expectation.Mailed(PEOPLE, WRONG.size()),
            webhook);
    task.request().withArray("notify").addObject().put("email", NOTIFIED);
    return task;
  }

  /// What is missing in the mail sink after the mailing has ended. Prints how much there is.
  static List<String> faults(URI mailUrl, String taskId, PrintStream out)
      throws IOException, InterruptedException {
    try (var sink = new MailClient(mailUrl)) {
      var mails =
          sink.ofTask(taskId).stream().filter(mail -> !mail.recipient().equals(NOTIFIED)).toList();
      var reached = mails.stream().map(SeenMail::recipient).collect(Collectors.toSet());
      var faults = new ArrayList<String>();
      if (!reached.equals(addresses()) || mails.size() != PEOPLE) {
        faults.add(
            "%s: %d mails to %d people came, instead of one to each of %d"
                .formatted(TITLE, mails.size(), reached.size(), PEOPLE));
      }
      if (!notified(sink, taskId)) {
        faults.add("%s: %s was not told of its end".formatted(TITLE, NOTIFIED));
      }
      out.printf("Mails            %d, readable at %s%n", mails.size(), mailUrl);
      return faults;
    }
  }

  private static boolean notified(MailClient sink, String taskId)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (sink.to(NOTIFIED).stream()
          .anyMatch(mail -> mail.json().path("task").asText().equals(taskId))) {
        return true;
      }
      Thread.sleep(LOOK_AGAIN);
    }
    return false;
  }

  private static Set<String> addresses() {
    return IntStream.range(0, PEOPLE)
        .mapToObj("person%d@example.com"::formatted)
        .collect(Collectors.toSet());
  }
}
