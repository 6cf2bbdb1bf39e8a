package dev.offload.fetch;

import dev.offload.address.GuardedConnections;
import dev.offload.address.JudgedAddresses;
import dev.offload.address.PlainClient;
import dev.offload.address.ProxyPause;
import dev.offload.address.ProxyRefusal;
import dev.offload.address.ProxyRefusals;
import dev.offload.address.ProxyUnavailable;
import dev.offload.address.RetryAfter;
import dev.offload.fetch.Fault.Kind;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.worker.TaskFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;

/// Asks servers for sources and stores what they send. Each request has a connection of its own.
final class ServerClient implements AutoCloseable {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> NOT_FOUND = Set.of(404, 410);

  /// The statuses that mean "later", besides all from 500 on.
  private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429);

  private final FetchConfig config;
  private final ProxyPause proxy;
  private final ProxyRefusals refusals = new ProxyRefusals(System::nanoTime);
  private final InstantSource clock;
  private final CloseableHttpClient http;

  ServerClient(FetchConfig config, SSLContext tls, ProxyPause proxy, InstantSource clock) {
    this.config = config;
    this.proxy = proxy;
    this.clock = clock;
    http = client(config, tls);
  }

  private static CloseableHttpClient client(FetchConfig config, SSLContext tls) {
    PoolingHttpClientConnectionManager connections =
        GuardedConnections.through(config.forwardProxy(), tls)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(config.connectTimeout()))
                    .setSocketTimeout(Timeout.of(config.silence()))
                    .build())
            .setMaxConnTotal(config.connections())
            .setMaxConnPerRoute(config.connections())
            .build();
    return PlainClient.through(connections, config.connectTimeout(), config.silence())
        .setConnectionReuseStrategy((_, _, _) -> false)
        .build();
  }

  /// Makes one request to `addresses`.
  ///
  /// @throws IOException if the file can't be stored
  Step get(TaskFiles files, Request request, List<InetAddress> addresses, Overseer.Watch watch)
      throws IOException {
    HttpGet get = request(request.url());
    watch.over(get);
    if (watch.isCancelled() || watch.isTimeOver()) {
      return ended(watch, Fault.of(Kind.UNREACHABLE, "the server was not asked"));
    }
    return switch (JudgedAddresses.whileConnectingTo(addresses, () -> open(get, request.url()))) {
      case Opening.Failed(IOException e) -> unopened(e, watch);
      case Opening.Opened(ClassicHttpResponse response) -> {
        try {
          yield step(files, request, response, watch);
        } finally {
          // The connection is closed first, since closing only the response would read
          // everything.
          get.cancel();
          Closer.closeQuietly(response);
        }
      }
    };
  }

  /// The beginning of an exchange.
  private sealed interface Opening {
    record Opened(ClassicHttpResponse response) implements Opening {}

    record Failed(IOException why) implements Opening {}
  }

  private Opening open(HttpGet get, OutsideUrl url) {
    try {
      HttpHost server = new HttpHost(url.scheme(), url.host(), url.effectivePort());
      return new Opening.Opened(http.executeOpen(server, get, null));
    } catch (IOException e) {
      return new Opening.Failed(e);
    }
  }

  private HttpGet request(OutsideUrl url) {
    HttpGet get = new HttpGet("/");
    get.setScheme(url.scheme());
    get.setAuthority(new URIAuthority(url.host(), url.port()));
    get.setPath(url.target());
    get.setHeader(HttpHeaders.ACCEPT, "*/*");
    get.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
    get.setHeader(HttpHeaders.USER_AGENT, config.userAgent());
    return get;
  }

  private Step step(
      TaskFiles files, Request request, ClassicHttpResponse response, Overseer.Watch watch)
      throws IOException {
    int status = response.getCode();
    if (status == 200 || status == 203) {
      return stored(files, request, response, watch);
    }
    Header location = response.getFirstHeader(HttpHeaders.LOCATION);
    if (REDIRECTS.contains(status) && location != null) {
      return new Step.Redirect(location.getValue());
    }
    String message = "the server answered " + status;
    if (NOT_FOUND.contains(status)) {
      return Step.failed(Kind.NOT_FOUND, message);
    }
    if (status >= 500 || NOT_NOW.contains(status)) {
      return Step.failed(new Fault(Kind.UNAVAILABLE, message, retryAfter(response)));
    }
    return Step.failed(Kind.REFUSED, message);
  }

  private Optional<Duration> retryAfter(ClassicHttpResponse response) {
    Header wait = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    return RetryAfter.parse(
        wait == null ? null : wait.getValue(), clock.instant(), config.longestRetryAfter());
  }

  private Step stored(
      TaskFiles files, Request request, ClassicHttpResponse response, Overseer.Watch watch)
      throws IOException {
    SourceBody body = SourceBody.of(response, request.maxBytes());
    Optional<Fault> known = body.fault();
    if (known.isPresent()) {
      return Step.failed(known.get());
    }
    try {
      OutputFile file =
          files.create(FileName.of(response, request.url()), FileName.contentType(response), body);
      return new Step.Done(new Fetched.Whole(file, request.url(), request.redirects()));
    } catch (IOException | RuntimeException e) {
      // The file store may report the server's fault as an exception of its own.
      if (body.fault().isPresent()) {
        return ended(watch, body.fault().get());
      }
      throw e;
    }
  }

  private Step unopened(IOException e, Overseer.Watch watch) {
    if (watch.isCancelled() || watch.isTimeOver()) {
      return ended(watch, Fault.of(Kind.UNREACHABLE, "the server was not asked"));
    }
    if (e instanceof ProxyUnavailable failure) {
      return new Step.Done(new Fetched.Busy(proxy.failed(failure)));
    }
    if (e instanceof ProxyRefusal refusal) {
      boolean _ = refusals.tell(refusal);
      return Step.failed(
          Kind.PROXY,
          "the proxy of this installation answered %d, so the server was not asked"
              .formatted(refusal.status()));
    }
    String message =
        switch (e) {
          case ConnectTimeoutException _ -> "the connection timed out";
          case SocketTimeoutException _ -> "the server did not answer in time";
          case HttpHostConnectException _ -> "no connection could be made";
          case SSLException _ -> "no TLS connection could be made, or the certificate is not valid";
          default -> "the connection ended before a valid HTTP answer";
        };
    return ended(watch, Fault.of(Kind.UNREACHABLE, message));
  }

  /// The fault is the server's, unless the connection was ended here.
  private Step ended(Overseer.Watch watch, Fault fault) {
    if (watch.isCancelled()) {
      return new Step.Done(new Fetched.Stopped());
    }
    return watch.isTimeOver()
        ? Step.failed(Kind.TOO_SLOW, "it took longer than " + config.timeLimit())
        : Step.failed(fault);
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }
}
