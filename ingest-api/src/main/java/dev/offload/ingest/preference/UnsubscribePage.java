package dev.offload.ingest.preference;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.notify.UnsubscribeLink;
import dev.offload.secrets.EncryptionConfig;
import dev.offload.secrets.Unsubscribing;
import dev.offload.secrets.Unsubscribing.Owner;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The page behind the unsubscribe links in mails (RFC 8058). Mail providers send a
/// POST, which is the wish itself. People see a page with a button: a GET changes nothing, since
/// programs follow links, too. Neither needs a key; the link has a token.
@ApplicationScoped
class UnsubscribePage {
  private static final Logger log = LoggerFactory.getLogger(UnsubscribePage.class);

  private static final int BEFORE_THE_RESOURCES = -1_000;
  private static final String ALLOWED = "GET, HEAD, OPTIONS, POST";
  private static final int MAX_BODY = 4 * 1024;
  private static final int AT_ONCE = 32;
  private static final int TRIES = 3;

  private static final String CONTENT_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final PreferencesKeeper preferences;
  private final Unsubscribing links;
  private final Semaphore seats = new Semaphore(AT_ONCE);

  @Inject
  UnsubscribePage(PreferencesKeeper preferences, EncryptionConfig encryption) {
    this.preferences = preferences;
    this.links = new Unsubscribing(encryption.encrypter());
  }

  void install(@Observes Router router) {
    router.route(UnsubscribeLink.PATH).order(BEFORE_THE_RESOURCES).handler(this::take);
  }

  private void take(RoutingContext http) {
    HttpServerRequest request = http.request();
    HttpMethod method = request.method();
    HttpServerResponse response = request.response();
    if (method.equals(HttpMethod.OPTIONS)) {
      response.putHeader(HttpHeaders.ALLOW, ALLOWED).setStatusCode(204).end();
      return;
    }
    boolean isReading = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    if (!isReading && !method.equals(HttpMethod.POST)) {
      response.putHeader(HttpHeaders.ALLOW, ALLOWED);
      answer(response, 405, "This page does not have the method.");
      return;
    }
    Optional<Owner> owner =
        http.queryParam(UnsubscribeLink.TOKEN).stream().findFirst().flatMap(links::read);
    if (owner.isEmpty()) {
      answer(response, 404, "This link is not valid. Was it copied whole?");
    } else if (isReading) {
      answer(
          response,
          200,
          """
          Do you want no more mails about your tasks?</p>
          <form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">
          <button>Unsubscribe</button></form><p>""");
    } else {
      read(request, () -> unsubscribe(owner.get(), response));
    }
  }

  /// The body says nothing that the link does not.
  private static void read(HttpServerRequest request, Runnable next) {
    AtomicInteger length = new AtomicInteger();
    request.handler(
        piece -> {
          if (length.addAndGet(piece.length()) > MAX_BODY) {
            request.connection().close();
          }
        });
    request.endHandler(_ -> Thread.ofVirtual().name("unsubscribe").start(next));
  }

  private void unsubscribe(Owner owner, HttpServerResponse response) {
    if (!seats.tryAcquire()) {
      unavailable(response);
      return;
    }
    try {
      unsubscribe(owner);
      answer(response, 200, "You will get no more mails about your tasks.");
    } catch (RuntimeException e) {
      log.warn("a user could not be unsubscribed now tenant={}", owner.tenant(), e);
      unavailable(response);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      unavailable(response);
    } finally {
      seats.release();
    }
  }

  /// Somebody may change the preferences at the same moment.
  private void unsubscribe(Owner owner) throws InterruptedException {
    for (int tries = 1; true; tries++) {
      try {
        preferences.unsubscribe(owner);
        return;
      } catch (ProblemException e) {
        if (tries == TRIES || !e.problem().code().equals(ProblemCode.PRECONDITION_FAILED.code())) {
          throw e;
        }
      }
    }
  }

  private static void unavailable(HttpServerResponse response) {
    response.putHeader(HttpHeaders.RETRY_AFTER, "5");
    answer(response, 503, "This did not work. Please try again in a moment.");
  }

  /// @param text ours, as HTML
  private static void answer(HttpServerResponse response, int status, String text) {
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Content-Security-Policy", CONTENT_POLICY)
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(
            """
            <!doctype html>
            <html lang="en">
            <meta name="viewport" content="width=device-width">
            <meta name="robots" content="noindex">
            <title>Mails about your tasks</title>
            <style>
            body { font: 17px/1.5 system-ui, sans-serif; color: #1c2430; max-width: 32em;
              margin: 4em auto; padding: 0 1em }
            button { font: inherit; padding: .5em 1.2em; border: 0; border-radius: 6px;
              background: #1c4fd8; color: #fff; cursor: pointer }
            </style>
            <h1>Mails about your tasks</h1>
            <p>%s</p>
            </html>
            """
                .formatted(text));
  }
}
