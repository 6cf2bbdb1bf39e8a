package dev.offload.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;

/// The clock of this process, to the millisecond.
class SystemClock {

  @Produces
  @ApplicationScoped
  InstantSource clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }
}
