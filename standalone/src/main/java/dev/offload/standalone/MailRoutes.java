package dev.offload.standalone;

import dev.offload.mailsink.MailPages;
import dev.offload.mailsink.MailSink;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicReference;

/// Shows the mail of the sink on the port of the API.
@ApplicationScoped
public class MailRoutes {
  private static final AtomicReference<MailSink> SINK = new AtomicReference<>();

  /// This is static because the sink exists before Quarkus, which makes the instance itself.
  static void show(MailSink sink) {
    SINK.set(sink);
  }

  void add(@Observes Router router) {
    MailPages.serve(SINK.get(), router);
  }
}
