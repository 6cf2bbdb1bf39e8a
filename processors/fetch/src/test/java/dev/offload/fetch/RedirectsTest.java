package dev.offload.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.offload.testkit.InsideListeners;
import dev.offload.testkit.SmallProxy;
import dev.offload.testkit.SsrfTry;
import dev.offload.testkit.TestTls;
import dev.offload.worker.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where sources may be, and where redirects may lead. Somebody listens on addresses inside, and
/// must see nothing.
class RedirectsTest {
  private static final byte[] ROWS = "a,b\n1,2\n".getBytes(UTF_8);
  private static final String NOT_ALLOWED = "the URL leads to an address that is not allowed";

  private Fetching fetching;
  private InsideListeners inside;

  @BeforeEach
  void open() throws IOException {
    fetching = new Fetching();
    SsrfTry.NAMES.forEach(name -> fetching.names.put(name.name(), List.of(name.addresses())));
    inside = new InsideListeners();
  }

  @AfterEach
  void close() throws IOException {
    fetching.close();
    inside.close();
  }

  static Stream<SsrfTry> tries() {
    return SsrfTry.ALL.stream();
  }

  static Stream<SsrfTry> urls() {
    return SsrfTry.ALL.stream().filter(SsrfTry::isUrl);
  }

  @ParameterizedTest
  @MethodSource("urls")
  void addressesInsideAreNotFetchedFrom(SsrfTry one) throws Exception {
    assertThat(fetching.failure(FetchRig.of(one.url(inside.port()))))
        .isEqualTo(Outcome.failedForGood("source-forbidden", NOT_ALLOWED));

    assertThat(inside.visitors()).isEmpty();
  }

  /// Letters that are not ASCII do not arrive in a header as they were meant.
  @ParameterizedTest
  @MethodSource("tries")
  void noRedirectLeadsInside(SsrfTry one) throws Exception {
    String location = one.url(inside.port());
    fetching.site.redirect("/", location);

    Outcome.Failed failed = fetching.failure("/");

    assertThat(inside.visitors()).isEmpty();
    if (one.isUrl() && location.chars().allMatch(c -> c < 0x80)) {
      assertThat(failed).isEqualTo(Outcome.failedForGood("source-forbidden", NOT_ALLOWED));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreFollowed(int status) throws Exception {
    fetching.site.put("/old", "HTTP/1.1 %d Moved\r\nLocation: new.csv\r\n\r\n".formatted(status));
    fetching.site.file("/new.csv", "", ROWS);
    FetchRig task = FetchRig.of(fetching.site.url("/old"));

    Outcome outcome = fetching.fetch(task);

    assertThat(task.made.getFirst().name()).isEqualTo("new.csv");
    assertThat(((Outcome.Succeeded) outcome).result().path("redirects").asInt()).isEqualTo(1);
    assertThat(((Outcome.Succeeded) outcome).result().path("url").asText())
        .isEqualTo(fetching.site.url("/new.csv"));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 305, 306, 399})
  void otherAnswersWithALocationAreNotFollowed(int status) throws Exception {
    fetching.site.put("/", "HTTP/1.1 %d Hm\r\nLocation: /new\r\n\r\n".formatted(status));

    assertThat(fetching.failure("/").code()).isEqualTo("source-refused");
    assertThat(fetching.site.paths()).containsExactly("/");
  }

  @Test
  void redirectWithoutALocationFails() throws Exception {
    fetching.site.put("/", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n");

    assertThat(fetching.failure("/").code()).isEqualTo("source-refused");
  }

  @Test
  void fiveRedirectsAreFollowedAndNotASixth() throws Exception {
    for (int i = 0; i < 6; i++) {
      fetching.site.redirect("/" + i, "/" + (i + 1));
    }
    fetching.site.file("/6", "", ROWS);

    assertThat(fetching.fetch("/1")).isInstanceOf(Outcome.Succeeded.class);
    assertThat(fetching.failure("/0"))
        .isEqualTo(Outcome.failedForGood("source-redirected", "more than 5 redirects"));
  }

  @Test
  void redirectLoopFails() throws Exception {
    fetching.site.redirect("/", "/");

    assertThat(fetching.failure("/").code()).isEqualTo("source-redirected");
    assertThat(fetching.site.paths()).hasSize(1 + SourceFetcher.MOST_REDIRECTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://user:secret@127.0.0.9/", "ftp://127.0.0.9/", "http://127.1/", "x y"})
  void redirectToAnInvalidUrlFails(String location) throws Exception {
    fetching.site.redirect("/", location);

    Outcome.Failed failed = fetching.failure("/");

    assertThat(failed.code()).isEqualTo("source-redirected");
    assertThat(failed.isFinal()).isTrue();
    assertThat(failed.message()).doesNotContain("secret");
  }

  @Test
  void nameThatChangesItsAddressIsJudgedEachTime() throws Exception {
    fetching.names.put("rebind.try", List.of(List.of(RawSite.ADDRESS), List.of("127.0.0.1")));
    String url = "http://rebind.try:%d".formatted(inside.port());
    try (RawSite twin = new RawSite()) {
      String begin = "http://rebind.try:" + twin.port() + "/";
      twin.redirect("/", url + "/again");

      assertThat(fetching.failure(FetchRig.of(begin)).code()).isEqualTo("source-forbidden");
    }

    assertThat(fetching.names.questions()).containsExactly("rebind.try", "rebind.try");
    assertThat(inside.visitors()).isEmpty();
  }

  @Test
  void nameIsLookedUpOnceForAConnection() throws Exception {
    fetching.names.put("rebind.try", List.of(List.of(RawSite.ADDRESS), List.of("127.0.0.1")));
    fetching.site.file("/", "", ROWS);

    assertThat(fetching.fetch(FetchRig.of("http://rebind.try:" + fetching.site.port() + "/")))
        .isInstanceOf(Outcome.Succeeded.class);

    assertThat(fetching.names.questions()).containsExactly("rebind.try");
  }

  @Test
  void redirectFromHttpsToHttpIsNotFollowed() throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral(RawSite.ADDRESS), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(TestTls.ofServer()));
    try (Fetching secure = new Fetching(Map.of(), TestTls.ofServer())) {
      secure.names.put("shop.hooks.example", List.of(List.of(RawSite.ADDRESS)));
      secure.site.file("/plain", "", ROWS);
      String https = "https://shop.hooks.example:" + server.getAddress().getPort();
      server.createContext(
          "/",
          exchange -> {
            boolean isLast = exchange.getRequestURI().getPath().equals("/rows");
            String path = exchange.getRequestURI().getPath();
            exchange
                .getResponseHeaders()
                .set("Location", path.equals("/up") ? "/rows" : secure.site.url("/plain"));
            exchange.sendResponseHeaders(isLast ? 200 : 302, -1);
            exchange.close();
          });
      server.start();

      assertThat(secure.failure(FetchRig.of(https + "/down")))
          .isEqualTo(
              Outcome.failedForGood("source-forbidden", "the server redirects from https to http"));
      assertThat(secure.site.heads()).isEmpty();
      assertThat(secure.fetch(FetchRig.of(https + "/up"))).isInstanceOf(Outcome.Succeeded.class);
      secure.site.redirect("/secure", https + "/rows");
      assertThat(secure.fetch("/secure")).isInstanceOf(Outcome.Succeeded.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void certificateOfAStrangerIsNotAccepted() throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral(RawSite.ADDRESS), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(TestTls.ofServer()));
    server.start();
    try {
      String url = "https://%s:%d/".formatted(RawSite.ADDRESS, server.getAddress().getPort());
      assertThat(fetching.failure(FetchRig.of(url)).message())
          .isEqualTo("no TLS connection could be made, or the certificate is not valid");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void nameThatDoesNotExistIsTriedAgain() throws Exception {
    assertThat(fetching.failure(FetchRig.of("http://nobody.try/")))
        .isEqualTo(Outcome.failed("source-unreachable", "the name does not resolve"));
  }

  @Test
  void portWhereNobodyListensIsTriedAgain() throws Exception {
    // A bound port that does not listen: nobody else can get it meanwhile.
    try (Socket silent = new Socket()) {
      silent.bind(new InetSocketAddress(RawSite.ADDRESS, 0));
      String url = "http://%s:%d/".formatted(RawSite.ADDRESS, silent.getLocalPort());

      assertThat(fetching.failure(FetchRig.of(url)))
          .isEqualTo(Outcome.failed("source-unreachable", "no connection could be made"));
    }
  }

  @Test
  void proxyIsAskedForTheAddressThatWasJudged() throws Exception {
    try (SmallProxy proxy = SmallProxy.start();
        Fetching through = new Fetching(Map.of("offload.fetch.proxy", proxy.url()))) {
      through.names.put("shop.example", List.of(List.of(RawSite.ADDRESS)));
      through.site.redirect("/", "http://127.0.0.1:%d/".formatted(inside.port()));
      through.site.file("/rows", "", ROWS);
      String shop = "http://shop.example:" + through.site.port();

      assertThat(through.fetch(FetchRig.of(shop + "/rows"))).isInstanceOf(Outcome.Succeeded.class);
      assertThat(through.failure(FetchRig.of(shop + "/")).code()).isEqualTo("source-forbidden");

      assertThat(proxy.targets()).containsOnly(RawSite.ADDRESS + ":" + through.site.port());
      assertThat(inside.visitors()).isEmpty();
    }
  }

  @Test
  void proxyThatRefusesIsNotTheServersFault() throws Exception {
    try (SmallProxy proxy = SmallProxy.start();
        Fetching through = new Fetching(Map.of("offload.fetch.proxy", proxy.url()))) {
      proxy.willAnswer("HTTP/1.1 403 Forbidden\r\n\r\n");

      assertThat(through.failure("/"))
          .isEqualTo(
              Outcome.failed(
                  "proxy-refused",
                  "the proxy of this installation answered 403, so the server was not asked"));
      assertThat(through.site.heads()).isEmpty();
    }
  }

  @Test
  void missingProxyIsNotUsedForAWhileAndCostsNoAttempt() throws Exception {
    SmallProxy gone = SmallProxy.start();
    gone.close();
    try (Fetching through = new Fetching(Map.of("offload.fetch.proxy", gone.url()))) {
      assertThat(through.fetch("/")).isEqualTo(Outcome.snoozed(Duration.ofSeconds(10)));

      assertThat(through.fetch("/")).isInstanceOf(Outcome.Snoozed.class);
    }
  }
}
