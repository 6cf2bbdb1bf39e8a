package dev.offload.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.address.AddressGuard;
import dev.offload.address.AddressLookup;
import dev.offload.address.AddressLookup.Found;
import dev.offload.address.ConnectionLimits;
import dev.offload.address.ConnectionLimits.Experience;
import dev.offload.address.JudgedAddresses;
import dev.offload.address.Network;
import dev.offload.address.ProxyPause;
import dev.offload.address.ProxyRefusal;
import dev.offload.address.ProxyRefusals;
import dev.offload.address.ProxyUnavailable;
import dev.offload.address.RetryAfter;
import dev.offload.address.Server;
import dev.offload.schemas.task.Answer;
import dev.offload.webhook.DeliveryOutcome.Busy;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Forbidden;
import dev.offload.webhook.DeliveryOutcome.NoProxy;
import dev.offload.webhook.DeliveryOutcome.Reason;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.webhook.DeliveryOutcome.RefusedByProxy;
import dev.offload.webhook.DeliveryOutcome.Unreachable;
import dev.offload.webhook.DeliveryOutcome.Untried;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpOptions;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.net.URIAuthority;

/// Posts webhooks to addresses that the guard allows, within a time limit. It follows no
/// redirects. Of the answer it keeps the status and, if the receiver is on the public
/// internet, the beginning of the body; a body from a private network might contain anything.
/// It owns the connections and limits how many a receiver or a tenant gets.
final class WebhookSender implements AutoCloseable {
  /// The control characters of a body, which become spaces, because each would take six
  /// characters in JSON.
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

  private static final Duration UNTIL_A_LOOKUP_IS_OVER = Duration.ofSeconds(5);
  private static final Duration UNTIL_A_CONNECTION_IS_FREE = Duration.ofSeconds(1);

  /// How much of an answer's body is read. A body that is not kept is read as well, so that
  /// the connection can be reused.
  private static final int READ_BYTES = Answer.MAX_BODY_LENGTH;

  /// How long reading the body may take. The status is known before.
  private static final Duration TO_DRAIN = Duration.ofSeconds(1);

  private static final Duration BETWEEN_LOOKS_AT_IDLE_CONNECTIONS = Duration.ofSeconds(10);

  private final WebhookConfig config;
  private final InstantSource clock;
  private final Predicate<InetAddress> isPublic;
  private final AddressLookup names;
  private final ConnectionLimits limits;
  private final KnownNetworks known = new KnownNetworks();
  private final ProxyPause proxy = new ProxyPause(System::nanoTime);
  private final ProxyRefusals refusals = new ProxyRefusals(System::nanoTime);
  private final ReceiverClients clients;
  private final ScheduledThreadPoolExecutor deadlines;

  WebhookSender(WebhookConfig config, DnsResolver names, SSLContext tls, InstantSource clock) {
    this(config, names, tls, clock, AddressGuard::isPublic);
  }

  /// `isPublic` says whether what is at an address may be shown to a tenant.
  WebhookSender(
      WebhookConfig config,
      DnsResolver names,
      SSLContext tls,
      InstantSource clock,
      Predicate<InetAddress> isPublic) {
    this.config = config;
    this.clock = clock;
    this.isPublic = isPublic;
    this.names =
        new AddressLookup(
            names, new AddressGuard(config.allowed()), config.lookups(), config.connectTimeout());
    limits =
        new ConnectionLimits(
            config.connections(), config.connectionsPerReceiver(), System::nanoTime);
    clients = new ReceiverClients(config, tls);
    deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("webhook-deadlines").daemon().factory());
    deadlines.setRemoveOnCancelPolicy(true);
    // Ending a connection may block.
    var _ =
        deadlines.scheduleWithFixedDelay(
            () -> Thread.startVirtualThread(clients::closeIdle),
            BETWEEN_LOOKS_AT_IDLE_CONNECTIONS.toMillis(),
            BETWEEN_LOOKS_AT_IDLE_CONNECTIONS.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /// Why and how long a webhook has to wait for a connection, as far as this is known without a
  /// look-up. Empty if it may be sent now.
  Optional<Untried> untilRoom(String tenant, Addressee addressee) {
    return proxy
        .left()
        .<Untried>map(NoProxy::new)
        .or(
            () ->
                known
                    .find(tenant, addressee.url().name())
                    .map(network -> new Server(network, addressee.breaker().name()))
                    .flatMap(limits::untilRoom)
                    .map(Busy::new));
  }

  /// @param breaker that of the receiver
  DeliveryOutcome send(String tenant, BreakerKey breaker, Outgoing request, TlsIdentity identity) {
    return switch (names.find(tenant, request.url().name())) {
      case Found.Addresses(var addresses) -> {
        Network network = known.learn(tenant, request.url().name(), addresses);
        yield send(new Server(network, breaker.name()), request, identity, addresses);
      }
      case Found.Forbidden(var rule) -> new Forbidden(rule);
      case Found.NoSuchName() -> new Unreachable(Reason.UNKNOWN_NAME);
      case Found.TooSlow() -> new Unreachable(Reason.NAME_TIME_OUT);
      case Found.Busy() -> new Busy(UNTIL_A_LOOKUP_IS_OVER);
    };
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    names.close();
    clients.close();
  }

  private DeliveryOutcome send(
      Server server, Outgoing outgoing, TlsIdentity identity, List<InetAddress> addresses) {
    Optional<Duration> wait = limits.enter(server);
    if (wait.isPresent()) {
      return new Busy(wait.get());
    }
    long begin = System.nanoTime();
    Experience experience = Experience.UNTRIED;
    try {
      DeliveryOutcome outcome = exchange(server.network().tenant(), outgoing, identity, addresses);
      experience = outcome.experience();
      return outcome;
    } finally {
      limits.left(server, Duration.ofNanos(System.nanoTime() - begin), experience);
    }
  }

  private DeliveryOutcome exchange(
      String tenant, Outgoing outgoing, TlsIdentity identity, List<InetAddress> addresses) {
    ReceiverClient client = clients.borrow(tenant, identity);
    try {
      return JudgedAddresses.whileConnectingTo(addresses, () -> exchange(client.http(), outgoing));
    } finally {
      client.giveBack();
    }
  }

  private DeliveryOutcome exchange(CloseableHttpClient http, Outgoing outgoing) {
    HttpHost receiver =
        new HttpHost(
            outgoing.url().scheme(), outgoing.url().host(), outgoing.url().effectivePort());
    HttpUriRequestBase request = request(outgoing);
    // The time-outs of the client start again with every byte, so a slow sender could go on
    // for ever.
    Future<?> deadline = cancelAfter(config.timeLimit(), request);
    long begin = System.nanoTime();
    try {
      HttpClientContext context = HttpClientContext.create();
      ClassicHttpResponse response = http.executeOpen(receiver, request, context);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      String body = body(request, response, isPublic(context));
      if (response.getCode() < 100 || response.getCode() > 999) {
        return new Unreachable(Reason.BROKEN);
      }
      Answer answer = new Answer(response.getCode(), body);
      return switch (outgoing) {
        case SignedWebhook _ -> outcome(answer, response, took);
        case ConsentRequest question ->
            question.outcome(
                value(response, ConsentRequest.ALLOWED_ORIGIN),
                value(response, ConsentRequest.ALLOWED_RATE));
      };
    } catch (ConnectionRequestTimeoutException _) {
      return new Busy(UNTIL_A_CONNECTION_IS_FREE);
    } catch (ProxyUnavailable e) {
      return new NoProxy(proxy.failed(e));
    } catch (ProxyRefusal e) {
      boolean _ = refusals.tell(e);
      return new RefusedByProxy(e.status());
    } catch (IOException e) {
      return new Unreachable(request.isCancelled() ? Reason.TIME_OUT : NoAnswer.reason(e));
    } finally {
      deadline.cancel(false);
    }
  }

  /// Whether the answer comes from a public address. The connection may be an earlier one, from
  /// when the name had other addresses.
  private boolean isPublic(HttpClientContext context) {
    return context.getEndpointDetails() != null
        && context.getEndpointDetails().getRemoteAddress() instanceof InetSocketAddress receiver
        && isPublic.test(receiver.getAddress());
  }

  private static String value(ClassicHttpResponse response, String header) {
    Header first = response.getFirstHeader(header);
    return first == null ? null : first.getValue();
  }

  private HttpUriRequestBase request(Outgoing outgoing) {
    HttpUriRequestBase request =
        switch (outgoing) {
          case SignedWebhook _ -> new HttpPost("/");
          case ConsentRequest _ -> new HttpOptions("/");
        };
    request.setScheme(outgoing.url().scheme());
    request.setAuthority(new URIAuthority(outgoing.url().host(), outgoing.url().port()));
    request.setPath(outgoing.url().target());
    outgoing.headers().forEach(request::setHeader);
    request.setHeader(HttpHeaders.USER_AGENT, config.userAgent());
    if (outgoing instanceof SignedWebhook webhook) {
      ContentType type = ContentType.create(webhook.content().type(), UTF_8);
      request.setEntity(new StringEntity(webhook.content().body(), type));
    }
    return request;
  }

  private Future<?> cancelAfter(Duration limit, HttpUriRequestBase request) {
    // Ending a connection may block, and must not keep other deadlines waiting.
    return deadlines.schedule(
        () -> Thread.startVirtualThread(request::cancel), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private DeliveryOutcome outcome(Answer answer, ClassicHttpResponse response, Duration took) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return new Delivered(answer, took);
    }
    Refused refused = new Refused(answer, Optional.empty());
    return refused.wantsLess()
        ? new Refused(
            answer,
            RetryAfter.parse(
                value(response, HttpHeaders.RETRY_AFTER),
                clock.instant(),
                config.longestRetryAfter()))
        : refused;
  }

  /// The beginning of an answer's body; null if there is none or it is not shown. After a
  /// short answer the connection can be reused. With a longer one the connection is closed
  /// before the response, since closing the response would read everything.
  private String body(HttpUriRequestBase request, ClassicHttpResponse response, boolean isShown) {
    Future<?> deadline = cancelAfter(TO_DRAIN, request);
    byte[] read = {};
    try (response) {
      HttpEntity entity = response.getEntity();
      if (entity != null) {
        read = entity.getContent().readNBytes(READ_BYTES);
        if (read.length == READ_BYTES) {
          request.cancel();
        }
      }
    } catch (IOException _) {
      // The status is known, so the end of the body changes nothing.
    } finally {
      deadline.cancel(false);
    }
    return isShown && read.length > 0
        ? CONTROLS.matcher(new String(read, UTF_8)).replaceAll(" ")
        : null;
  }
}
