package dev.offload.fetch;

import dev.offload.address.AddressGuard;
import dev.offload.address.AddressLookup;
import dev.offload.address.AddressLookup.Found;
import dev.offload.address.ConnectionLimits;
import dev.offload.address.ConnectionLimits.Experience;
import dev.offload.address.Network;
import dev.offload.address.ProxyPause;
import dev.offload.address.Server;
import dev.offload.fetch.Fault.Kind;
import dev.offload.fetch.Step.Done;
import dev.offload.fetch.Step.Redirect;
import dev.offload.schemas.fetch.SourceFetch;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.schemas.url.OutsideUrl.ParsedUrl;
import dev.offload.worker.TaskContext;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches sources. Each address is judged before anything is sent there, after a redirect too.
final class SourceFetcher implements AutoCloseable {
  static final int MOST_REDIRECTS = 5;

  private static final Logger log = LoggerFactory.getLogger(SourceFetcher.class);
  private static final Duration UNTIL_A_LOOKUP_IS_OVER = Duration.ofSeconds(5);

  private final FetchConfig config;
  private final AddressLookup names;
  private final ConnectionLimits limits;
  private final ProxyPause proxy = new ProxyPause(System::nanoTime);
  private final ServerClient client;
  private final Overseer overseer = new Overseer(System::nanoTime);

  SourceFetcher(FetchConfig config, DnsResolver names, SSLContext tls, InstantSource clock) {
    this.config = config;
    this.names =
        new AddressLookup(
            names, new AddressGuard(config.allowed()), config.lookups(), config.connectTimeout());
    limits =
        new ConnectionLimits(config.connections(), config.connectionsPerServer(), System::nanoTime);
    client = new ServerClient(config, tls, proxy, clock);
  }

  /// How long nothing can be fetched because the proxy does not work.
  Optional<Duration> untilProxy() {
    return proxy.left();
  }

  Fetched fetch(TaskContext task, SourceFetch wanted) throws IOException {
    long maxBytes = Math.min(wanted.maxBytes(), config.maxSize().asLongValue());
    try (Overseer.Watch watch = overseer.watch(task::isCancelled, config.timeLimit())) {
      OutsideUrl url = wanted.url();
      for (int redirects = 0; ; redirects++) {
        switch (step(task, new Request(url, maxBytes, redirects), watch)) {
          case Done(Fetched end) -> {
            return end;
          }
          case Redirect(String location) -> {
            switch (followed(url, location, redirects)) {
              case Followed.To(OutsideUrl next) -> url = next;
              case Followed.Nowhere(Fault fault) -> {
                return new Fetched.Failed(fault);
              }
            }
          }
        }
      }
    }
  }

  /// Where a redirect leads.
  private sealed interface Followed {
    record To(OutsideUrl url) implements Followed {}

    record Nowhere(Fault fault) implements Followed {}
  }

  private static Followed followed(OutsideUrl from, String location, int redirects) {
    if (redirects == MOST_REDIRECTS) {
      return nowhere(Kind.REDIRECTED, "more than %d redirects".formatted(MOST_REDIRECTS));
    }
    return switch (Location.of(from, location)) {
      case ParsedUrl.Wrong(String rule) ->
          nowhere(Kind.REDIRECTED, "the server redirects to a URL that must " + rule);
      case ParsedUrl.Valid(OutsideUrl next) ->
          from.isSecure() && !next.isSecure()
              ? nowhere(Kind.FORBIDDEN, "the server redirects from https to http")
              : new Followed.To(next);
    };
  }

  private static Followed nowhere(Kind kind, String message) {
    return new Followed.Nowhere(Fault.of(kind, message));
  }

  private Step step(TaskContext task, Request request, Overseer.Watch watch) throws IOException {
    return switch (names.find(task.tenant(), request.url().name())) {
      case Found.Addresses(var addresses) -> step(task, request, watch, addresses);
      case Found.Forbidden(var rule) -> {
        log.info("source not fetched, its server has an address in {}", rule);
        yield Step.failed(Kind.FORBIDDEN, "the URL leads to an address that is not allowed");
      }
      case Found.NoSuchName() -> Step.failed(Kind.UNREACHABLE, "the name does not resolve");
      case Found.TooSlow() -> Step.failed(Kind.UNREACHABLE, "the name did not resolve in time");
      case Found.Busy() -> new Done(new Fetched.Busy(UNTIL_A_LOOKUP_IS_OVER));
    };
  }

  private Step step(
      TaskContext task, Request request, Overseer.Watch watch, List<InetAddress> addresses)
      throws IOException {
    Server server =
        new Server(
            Network.of(task.tenant(), addresses),
            request.url().host() + ":" + request.url().effectivePort());
    Optional<Duration> wait = proxy.left().or(() -> limits.enter(server));
    if (wait.isPresent()) {
      return new Done(new Fetched.Busy(wait.get()));
    }
    long begin = System.nanoTime();
    Experience experience = Experience.UNTRIED;
    try {
      Step step = client.get(task.files(), request, addresses, watch);
      experience = step.experience();
      return step;
    } finally {
      limits.left(server, Duration.ofNanos(System.nanoTime() - begin), experience);
    }
  }

  @Override
  public void close() {
    overseer.close();
    names.close();
    client.close();
  }
}
