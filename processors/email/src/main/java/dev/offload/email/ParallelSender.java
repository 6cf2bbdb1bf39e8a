package dev.offload.email;

import dev.offload.email.smtp.Mail;
import dev.offload.email.smtp.SmtpAnswer;
import dev.offload.email.smtp.SmtpConnections;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends a few mails at the same time, each on its own virtual thread. It owns the
/// connections.
final class ParallelSender implements AutoCloseable {
  private final SmtpConnections connections;
  private final ExecutorService threads;

  ParallelSender(SmtpConnections connections) {
    this.connections = connections;
    // The mail library finds its parts by the context class loader.
    ClassLoader loader = ParallelSender.class.getClassLoader();
    threads =
        Executors.newThreadPerTaskExecutor(
            work ->
                Thread.ofVirtual()
                    .name("smtp")
                    .unstarted(
                        () -> {
                          Thread.currentThread().setContextClassLoader(loader);
                          work.run();
                        }));
  }

  /// The answers, in the order of `mails`. Returns only when each mail has an answer.
  List<SmtpAnswer> send(List<Mail> mails) throws InterruptedException {
    List<Future<SmtpAnswer>> sending = new ArrayList<>();
    for (Mail mail : mails) {
      sending.add(threads.submit(() -> connections.send(mail)));
    }
    List<SmtpAnswer> answers = new ArrayList<>();
    for (Future<SmtpAnswer> one : sending) {
      try {
        answers.add(one.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a mail could not be sent", e.getCause());
      }
    }
    return answers;
  }

  @Override
  public void close() {
    threads.close();
    connections.close();
  }
}
