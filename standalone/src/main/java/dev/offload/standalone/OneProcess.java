package dev.offload.standalone;

import dev.offload.broker.EmbeddedKafka;
import dev.offload.mailsink.MailPages;
import dev.offload.mailsink.MailSink;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Starts everything in order: mail sink, broker, services. Stops it in reverse order. Topics are
/// created while Quarkus starts, and its services wait for them.
///
/// ```
/// run()    mail sink ─► broker ─► system properties ─► topics beside Quarkus (all services) ─►
/// announcement signal   Quarkus' own hook stops the services ─► exit handler ─► our hook: broker,
/// directory
/// ```
final class OneProcess {
  private static final long SERVICES_MAY_TAKE_SECONDS = 60;

  private final RunPlan plan;
  private final DataDirectory directory;
  private final CountDownLatch servicesStopped = new CountDownLatch(1);

  OneProcess(RunPlan plan) {
    this.plan = plan;
    this.directory = plan.directory();
  }

  /// Runs until the process is told to stop. Returns its exit code.
  int run() throws IOException, InterruptedException {
    var secrets = Secrets.keptIn(directory.secrets(), new SecureRandom());
    var mail = MailSink.start(directory.mail(), plan.smtpPort(), InstantSource.system());
    var kafka = EmbeddedKafka.start(directory.kafka());
    // The broker stops in a hook of the JVM, after the services: earlier, their clients would
    // complain for seconds; in Quarkus' exit handler, the JVM would be gone before it is done.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(kafka, mail), "stop-broker"));

    try {
      ServiceSettings.of(plan, secrets, kafka.bootstrapServers(), mail.port()).apply();
      AllTopics.begin(kafka.bootstrapServers());
      MailRoutes.show(mail);
      Services.onceReady(open -> print(announcement(open, secrets, kafka, mail)));
      return runServices();
    } finally {
      servicesStopped.countDown();
    }
  }

  private static int runServices() {
    var exitCode = new AtomicInteger();
    Quarkus.run(
        Services.class,
        (code, failure) -> {
          if (failure != null) {
            System.err.println("offload: could not start: " + StartFailure.reason(failure));
          }
          exitCode.set(code);
        });
    return exitCode.get();
  }

  private Announcement announcement(
      Services.Open open, Secrets secrets, EmbeddedKafka kafka, MailSink mail) {
    return new Announcement(
        open.url(),
        open.managementUrl(),
        secrets.adminKey(),
        secrets.webhookSecret(ServiceSettings.TENANT),
        open.url() + MailPages.PATH,
        mail.port(),
        directory.root().toString(),
        ProcessHandle.current().pid(),
        kafka.bootstrapServers(),
        open.allowed());
  }

  private void print(Announcement announcement) {
    System.out.println(plan.format().apply(announcement));
    System.out.flush();
  }

  private void stop(EmbeddedKafka kafka, MailSink mail) {
    try {
      if (!servicesStopped.await(SERVICES_MAY_TAKE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("offload: the services did not stop in time; stopping Kafka anyway.");
      }
      kafka.close();
      mail.close();
      directory.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("offload: could not clean up " + directory.root() + ": " + e.getMessage());
    }
  }
}
