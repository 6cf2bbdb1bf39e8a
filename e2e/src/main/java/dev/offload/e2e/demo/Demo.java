package dev.offload.e2e.demo;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.Installation;
import dev.offload.e2e.process.StandaloneProcess;
import dev.offload.testkit.WebhookSink;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Shows what Offload is for. Photos become faces and thumbnails, a person is recognised, orders
/// become a report, and signed webhooks tell of the ends.
///
/// It knows only Offload's HTTP API and its webhooks.
public final class Demo {
  private static final int PHOTO_SIDE = 3000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(150);

  private final Home home;
  private final Path output;
  private final PrintStream out;
  private final LiveTable table;
  private final Orders orders = Orders.make();

  public Demo(Home home, Path output) {
    this.home = home;
    this.output = output;
    this.out = System.out;
    this.table = LiveTable.onStandardOutput();
  }

  /// Starts an Offload and runs against it. Returns what is missing, as texts.
  public List<String> run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (var offload = StandaloneProcess.ephemeral(home);
        var sink = WebhookSink.start()) {
      out.printf(
          "Offload with a real Kafka inside is up at %s after %.1f s.%n%n",
          offload.ready().url(), seconds(System.nanoTime() - start));
      return run(offload.ready().installation(), sink);
    }
  }

  /// Runs against a running Offload, which can reach this machine by its name.
  public List<String> runAt(Installation installation) throws IOException, InterruptedException {
    try (var sink = WebhookSink.startOn(InetAddress.getLocalHost())) {
      return run(installation, sink);
    }
  }

  /// The same, with the mail that it sends to `smtpPort` of this machine.
  public List<String> runAt(Installation installation, int smtpPort)
      throws IOException, InterruptedException {
    try (var mail = MailReceiver.start(InetAddress.getLocalHost(), smtpPort)) {
      return runAt(installation.withMail(mail.url()));
    }
  }

  private List<String> run(Installation installation, WebhookSink sink)
      throws IOException, InterruptedException {
    try (var client = OffloadClient.of(installation)) {
      var webhooks = new Webhooks(installation.webhookSecret());
      var rows = watch(submitAll(client, installation, sink), client, webhooks, sink);
      out.println();
      var missing = new ArrayList<String>();
      rows.forEach(row -> missing.addAll(faults(row, webhooks, sink)));
      if (webhooks.forged(sink.received()) > 0) {
        missing.add("a webhook came with an invalid signature");
      }
      missing.addAll(writePictures(rows, client));
      People.tell(rows.get(1).seen(), out);
      missing.addAll(People.forget(client));
      missing.addAll(writeReport(rows, client));
      missing.addAll(mailFaults(rows, installation));
      return missing;
    }
  }

  private List<Row> submitAll(OffloadClient client, Installation installation, WebhookSink sink)
      throws IOException, InterruptedException {
    var portrait = client.upload(Pictures.astronaut(), "image/png");
    var photo = client.upload(Pictures.asPhoto(Pictures.astronaut(), PHOTO_SIDE), "image/jpeg");
    People.add(client, portrait);
    var cat = client.upload(Pictures.cat(), "image/png");
    var sales = client.upload(orders.csv(), "text/csv");
    var reportRows = orders.expectedRows().size();
    var hook = sink.url("/done");
    var rows = new ArrayList<Row>();
    var tasks =
        new ArrayList<>(
            List.of(
                DemoTask.picture("portrait (one face)", portrait, 1, hook),
                DemoTask.photoOf(People.ID, People.GALLERY, "who is it? (9 MP photo)", photo, hook),
                DemoTask.picture("cat (no human face)", cat, 0, hook),
                DemoTask.report("200,000 orders by region", sales, Orders.QUERY, reportRows, hook),
                DemoTask.failsTwice(hook),
                DemoTask.failsForGood(hook)));
    if (installation.mailUrl() != null) {
      tasks.add(Mailing.task(client.upload(Mailing.csv(), "text/csv"), hook));
    }
    for (var task : tasks) {
      var submitted = client.submit(task.request());
      rows.add(new Row(task, submitted, client.task(submitted.id()), false));
    }
    return rows;
  }

  private List<Row> watch(
      List<Row> submitted, OffloadClient client, Webhooks webhooks, WebhookSink sink)
      throws IOException, InterruptedException {
    var rows = submitted;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    table.show(rows);
    while (!rows.stream().allMatch(Row::isDone) && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_AGAIN);
      var fresh = new ArrayList<Row>();
      for (var row : rows) {
        var id = row.submitted().id();
        fresh.add(row.with(client.task(id), !webhooks.about(id, sink.received()).isEmpty()));
      }
      rows = fresh;
      table.show(rows);
    }
    return rows;
  }

  private static List<String> faults(Row row, Webhooks webhooks, WebhookSink sink) {
    var faults = new ArrayList<>(row.task().faults(row.seen()));
    var told = webhooks.about(row.submitted().id(), sink.received());
    var wanted = row.task().webhookType();
    if (told.stream().noneMatch(body -> body.path("type").asText().equals(wanted))) {
      faults.add(row.task().title() + ": no verified webhook " + wanted + " came");
    }
    return faults;
  }

  private List<String> mailFaults(List<Row> rows, Installation installation)
      throws IOException, InterruptedException {
    var faults = new ArrayList<String>();
    for (var row : rows) {
      if (row.task().expectation() instanceof DemoTask.Expectation.Mailed) {
        faults.addAll(Mailing.faults(installation.mailUrl(), row.submitted().id(), out));
      }
    }
    return faults;
  }

  private List<String> writePictures(List<Row> rows, OffloadClient client)
      throws IOException, InterruptedException {
    var portrait = rows.getFirst().seen();
    var thumbnail = portrait.json().path("files").path(0).path("href").asText("");
    if (thumbnail.isEmpty()) {
      return List.of("there is no thumbnail to write");
    }
    Files.createDirectories(output);
    var thumbnailFile = output.resolve("astronaut-thumbnail.jpg");
    var bytes = client.download(thumbnail);
    Pictures.read(bytes);
    Files.write(thumbnailFile, bytes);
    var facesFile = output.resolve("astronaut-faces.png");
    Files.write(
        facesFile, Pictures.withFrames(Pictures.astronaut(), portrait.result().path("faces")));
    out.printf("Thumbnail        %s%nFaces framed     %s%n", thumbnailFile, facesFile);
    return List.of();
  }

  private List<String> writeReport(List<Row> rows, OffloadClient client)
      throws IOException, InterruptedException {
    for (var row : rows) {
      if (row.task().expectation() instanceof DemoTask.Expectation.Report) {
        return new ReportFiles(row.seen(), orders.expectedRows()).write(output, client, out);
      }
    }
    return List.of("there is no report to write");
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
