package dev.offload.ingest.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/// Leaves requests with an invented method out of the metrics of HTTP. The method is a label
/// there, so clients could make any number of labels. Such a request is refused anyway.
@ApplicationScoped
class UsualMethods {

  private static final String REQUESTS = "http.server.requests";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  @Produces
  @Singleton
  MeterFilter filter() {
    return MeterFilter.deny(UsualMethods::isInvented);
  }

  private static boolean isInvented(Meter.Id id) {
    return id.getName().equals(REQUESTS)
        && id.getTag("method") != null
        && !METHODS.contains(id.getTag("method"));
  }
}
