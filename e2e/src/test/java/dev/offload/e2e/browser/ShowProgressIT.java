package dev.offload.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The element `<offload-progress>` in a real browser, on a page of another origin than Offload.
class ShowProgressIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double PATIENCE = 120_000;
  private static final Path SHOTS = Path.of("target", "pictures");
  private static final String STREAM = "text/event-stream";
  private static final String HOSTILE = "<img src=x onerror='window.hacked=1'><b>bold</b>";

  @TempDir private static Path data;
  private static Chromium chromium;
  private static WebSite site;
  private static StandaloneProcess offload;
  private static OffloadClient client;
  private Cable cable;
  private Page page;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> installed = Chromium.installed();
    assumeTrue(
        installed.isPresent(), "not run: Chromium is not installed (apt-get install chromium)");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    Files.createDirectories(SHOTS);
    site = WebSite.start();
    offload =
        StandaloneProcess.on(
            Home.here(), data, List.of("-Doffload.http.cors.origins=" + site.origin()), List.of());
    client = OffloadClient.of(offload.ready());
    chromium = Chromium.start(installed.orElseThrow());
  }

  @AfterAll
  static void stop() throws IOException {
    if (offload != null) {
      chromium.close();
      client.close();
      offload.close();
      site.close();
    }
  }

  @BeforeEach
  void openPage() throws IOException {
    cable = Cable.to(offload.ready().url());
    page = newPage(ColorScheme.LIGHT);
  }

  @AfterEach
  void closePage() throws IOException {
    page.close();
    cable.close();
  }

  @Test
  void taskIsShownFromItsWaitingToItsResult() throws Exception {
    JsonNode later =
        JSON.createObjectNode()
            .put("type", "probe")
            .put("delay", "PT12S")
            .set("input", JSON.createObjectNode().put("sleep", "PT12S").put("result", HOSTILE));
    String task = client.submit(later).id();

    open(element("task", task, "PT1H", "Your report"));

    assertThat(part("state")).hasText("Scheduled");
    assertThat(part("note")).containsText("Starts at ");
    assertThat(bar()).not().hasAttribute("aria-valuenow", Pattern.compile(".*"));
    shoot("waiting");
    assertThat(part("state")).hasText("In progress");
    assertThat(bar()).hasAttribute("aria-valuenow", Pattern.compile("[1-9][0-9]?"));
    assertThat(bar()).hasAccessibleName("Your report");
    shoot("running");
    assertThat(part("state")).hasText("Done");
    assertThat(bar()).hasAttribute("aria-valuenow", "100");
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("Done");
    assertThat(part("text")).hasText(HOSTILE);
    assertThat(told("offload-update")).isGreaterThan(2);
    assertThat(told("offload-end")).isOne();
    assertThat(told("offload-error")).isZero();
    assertNothingRan();
  }

  @Test
  void pictureIsShownAsOneAndCanBeSaved() throws Exception {
    byte[] photo = getClass().getResourceAsStream("/pictures/astronaut.png").readAllBytes();
    String file = client.upload(photo, "image/png");
    String task =
        submit(
            "image",
            """
            {"source": {"file": "%s"}, "outputs": [{"name": "small", "format": "jpeg",
             "resize": {"width": 320, "height": 240}}]}
            """
                .formatted(file));

    open(element("task", task, "PT1H", "Your photo"));

    Locator picture = part("picture");
    assertThat(picture).isVisible();
    assertThat(
            (boolean)
                picture.evaluate("image => image.decode().then(() => image.naturalWidth > 0)"))
        .isTrue();
    shoot("picture");
    Download saved = page.waitForDownload(() -> page.getByRole(AriaRole.BUTTON).first().click());
    assertThat(saved.suggestedFilename()).isEqualTo("small.jpg");
    assertThat(Files.size(saved.path())).isPositive();
  }

  @Test
  void failedAttemptAndItsBackOffAreTold() throws Exception {
    String task = submit("{\"failTimes\": 1, \"retryAfter\": \"PT15S\"}");

    open(element("task", task, "PT1H", "Your export"));

    assertThat(part("state")).hasText("Will try again");
    assertThat(part("note")).containsText(Pattern.compile("Attempt 1 of \\d+ did not work: "));
    assertThat(part("note")).containsText(Pattern.compile("Next attempt (in \\d+ s|now)\\."));
    shoot("retrying");
    assertThat(part("state")).hasText("Done");
    assertThat(part("note")).isEmpty();
  }

  @Test
  void failureIsToldInWords() throws Exception {
    String task = submit("{\"final\": true}");

    open(element("task", task, "PT1H", "Your import"));

    assertThat(part("state")).hasText("Failed");
    assertThat(part("error")).containsText("It did not work: ");
    assertThat(part("percent")).isEmpty();
    shoot("failed");
  }

  @Test
  void expiredTokenAsksForANewOneAndANewOneGoesOn() throws Exception {
    String task = submit("{\"sleep\": \"PT8S\"}");

    open(element("task", task, "PT2S", "Your report"));

    assertThat(part("connection"))
        .hasText("This view has expired. Ask for a new one to see how it goes on.");
    assertThat(told("offload-error", "token-expired")).isOne();
    shoot("expired");
    page.locator("offload-progress")
        .evaluate(
            "(element, token) => element.setAttribute('token', token)",
            token("task", task, "PT1H"));
    assertThat(part("state")).hasText("Done");
    assertThat(part("connection")).isEmpty();
  }

  @Test
  void lostConnectionIsToldAndResumedWhereItWas() throws Exception {
    List<String> resumed = new CopyOnWriteArrayList<>();
    page.onRequest(
        request ->
            Optional.ofNullable(request.headers().get("last-event-id")).ifPresent(resumed::add));
    String task = submit("{\"sleep\": \"PT25S\"}");
    open(element("task", task, "PT1H", "Your report"));
    assertThat(part("state")).hasText("In progress");
    assertThat(bar()).hasAttribute("aria-valuenow", Pattern.compile("[1-9][0-9]?"));

    cable.pullOut();

    assertThat(part("connection")).hasText("The connection is lost. Trying again…");
    shoot("lost");
    cable.plugIn();
    assertThat(part("connection")).isEmpty();
    assertThat(part("state")).hasText("Done");
    assertThat(resumed).isNotEmpty().allMatch(id -> id.matches("[0-9]+"));
  }

  @Test
  void groupIsCountedToItsEnd() throws Exception {
    JsonNode group = client.openGroup(JSON.readTree("{}"));
    String id = group.path("id").asText();
    client.submitAll(
        List.of(
            JSON.readTree("{\"type\": \"probe\", \"input\": {}}"),
            JSON.readTree("{\"type\": \"probe\", \"input\": {}}"),
            JSON.readTree("{\"type\": \"probe\", \"input\": {\"sleep\": \"PT15S\"}}")),
        id);
    client.sealGroup(id);

    open(element("group", id, "PT1H", "Your photos"));

    assertThat(part("note")).hasText("2 of 3 done");
    shoot("group");
    assertThat(part("state")).hasText("Done");
    assertThat(told("offload-end")).isOne();
  }

  /// Such as a replica of an older release behind the same address.
  @ParameterizedTest
  @ValueSource(ints = {404, 406})
  void groupIsPolledIfNoStreamTellsOfIt(int status) throws Exception {
    String id = client.openGroup(JSON.readTree("{}")).path("id").asText();
    List<String> streams = new CopyOnWriteArrayList<>();
    page.route(
        "**/v1/groups/*/events",
        route -> {
          streams.add(route.request().url());
          route.fulfill(
              answer("application/problem+json", "{\"code\": \"not-found\"}").setStatus(status));
        });

    open(element("group", id, "PT1H", "Your photos"));

    assertThat(part("state")).hasText("In progress");
    assertThat(part("connection")).isEmpty();
    client.sealGroup(id);
    assertThat(part("state")).hasText("Done");
    assertThat(told("offload-end")).isOne();
    assertThat(streams).hasSize(1);
  }

  @Test
  void missingGroupIsNotPolledForEver() throws Exception {
    String id = client.openGroup(JSON.readTree("{}")).path("id").asText();
    List<String> asked = new CopyOnWriteArrayList<>();
    page.route(
        "**/v1/groups/**",
        route -> {
          asked.add(route.request().url());
          route.fulfill(
              answer("application/problem+json", "{\"code\": \"not-found\"}").setStatus(404));
        });

    open(element("group", id, "PT1H", "Your photos"));

    assertThat(part("state")).hasText("This can’t be shown.");
    assertThat(told("offload-error", "not-found")).isOne();
    assertThat(asked).hasSize(2);
    client.cancelGroup(id);
  }

  @Test
  void reasonsToWaitAreToldInWords() throws Exception {
    String task = submit("{}");
    Map<String, String> told =
        Map.of(
            "{\"reason\": \"turn\", \"before\": 12}", "In line: 12 are before it.",
            "{\"reason\": \"turn\", \"before\": 0}", "Next in line.",
            "{\"reason\": \"limit\", \"used\": 5, \"of\": 5}",
                "Waiting for a free place: 5 of 5 are taken.",
            "{\"reason\": \"worker\"}",
                "Nothing is there yet to do this work. It starts as soon as there is.",
            "{\"reason\": \"paused\"}", "Paused. It goes on when the pause ends.",
            "{\"reason\": \"unheard-of\"}", "");
    for (Map.Entry<String, String> one : told.entrySet()) {
      String waiting =
          "{\"id\": \"%s\", \"version\": 1, \"state\": \"queued\", \"waitingFor\": %s}"
              .formatted(task, one.getKey());
      page.unrouteAll();
      page.route("**/v1/tasks/*", route -> route.fulfill(answer("application/json", waiting)));
      page.route("**/v1/tasks/*/events", route -> route.fulfill(answer(STREAM, event(waiting))));

      open(element("task", task, "PT1H", "Your report"));

      assertThat(part("state")).hasText("Waiting");
      assertThat(part("note")).hasText(one.getValue());
    }
  }

  @Test
  void textsOfTheServerAreNeverHtml() throws Exception {
    String task = submit("{}");
    String hostile =
        JSON.createObjectNode()
            .put("id", task)
            .put("version", 9)
            .put("state", "failed")
            .set("error", JSON.createObjectNode().put("code", HOSTILE).put("message", HOSTILE))
            .toString();
    String files =
        "[{\"id\": \"%s\", \"name\": \"%s\", \"contentType\": \"text/html\", \"size\": 5}]"
            .formatted("../keys?x=<script>", HOSTILE);
    String withFiles =
        hostile.replace(
            "\"state\":\"failed\"",
            "\"result\":{\"a\":\"%s\"},\"files\":%s,\"state\":\"failed\""
                .formatted(HOSTILE, files));
    page.route("**/v1/tasks/*/events", route -> route.fulfill(answer(STREAM, event(withFiles))));

    open(element("task", task, "PT1H", HOSTILE.replace("<", "&lt;").replace("'", "&#39;")));

    assertThat(part("error")).containsText(HOSTILE);
    assertThat(part("file")).containsText(HOSTILE);
    assertThat(bar()).hasAccessibleName(HOSTILE);
    assertThat(page.locator("offload-progress b, offload-progress img, offload-progress script"))
        .hasCount(0);
    assertNothingRan();
  }

  @Test
  void pageOfAnotherOriginSeesNothing() throws Exception {
    String task = submit("{}");
    String html = element("task", task, "PT1H", "Your report");
    site.with(html);

    page.navigate(site.otherOrigin() + "/");

    assertThat(part("connection")).hasText("The connection is lost. Trying again…");
    assertThat(part("state")).hasText("Connecting…");
    assertThat(told("offload-update")).isZero();
  }

  @Test
  void eventSourceFollowsWithATokenInItsAddress() throws Exception {
    String task = submit("{\"sleep\": \"PT2S\"}");
    open("");

    Object last =
        page.evaluate(
            """
            (url) => new Promise((resolve) => {
              const source = new EventSource(url);
              source.addEventListener('task', (event) => {
                const task = JSON.parse(event.data);
                if (task.state === 'succeeded') { source.close(); resolve(task.id); }
              });
            })
            """,
            cable.url()
                + "/v1/tasks/%s/events?token=%s".formatted(task, token("task", task, "PT1H")));

    assertThat(last).isEqualTo(task);
  }

  /// For docs/how-to/show-progress.md, and for eyes.
  @Test
  void bothThemesAreReadable() throws Exception {
    String running = submit("{\"sleep\": \"PT1M\"}");
    String failed = submit("{\"final\": true}");
    String html =
        element("task", running, "PT1H", "Monthly report")
            + "<br>"
            + element("task", failed, "PT1H", "Import of customers");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (Page themed = newPage(scheme)) {
        // A bar that is still on its way would be in the picture.
        themed.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        themed.navigate(site.with(html).toString());
        assertThat(themed.locator("[part=state]").nth(1)).hasText("Failed");
        assertThat(themed.getByRole(AriaRole.PROGRESSBAR).first())
            .hasAttribute("aria-valuenow", Pattern.compile("[1-9][0-9]?"));
        themed.screenshot(
            new Page.ScreenshotOptions().setPath(SHOTS.resolve("progress-" + scheme + ".png")));
      }
    }
  }

  private static Page newPage(ColorScheme scheme) {
    Page opened =
        chromium
            .browser()
            .newPage(new Browser.NewPageOptions().setColorScheme(scheme).setViewportSize(530, 330));
    opened.setDefaultTimeout(PATIENCE);
    return opened;
  }

  /// An answer that the site may read.
  private static Route.FulfillOptions answer(String type, String body) {
    return new Route.FulfillOptions()
        .setHeaders(
            Map.of("Access-Control-Allow-Origin", site.origin().toString(), "Content-Type", type))
        .setBody(body);
  }

  private static String event(String task) {
    return "id:1\nevent:task\ndata:" + task + "\n\n";
  }

  private void open(String html) {
    page.navigate(site.with(html).toString());
  }

  /// One line, as README has it.
  private String element(String what, String id, String expiresIn, String name) throws Exception {
    return """
        <script type="module" src="%s/offload-progress.js"></script>
        <offload-progress %s="%s" token="%s">%s</offload-progress>
        """
        .formatted(cable.url(), what, id, token(what, id, expiresIn), name);
  }

  private static String token(String what, String id, String expiresIn) throws Exception {
    return client
        .send(
            "POST",
            "/v1/tokens",
            "{\"%s\": \"%s\", \"expiresIn\": \"%s\"}".formatted(what, id, expiresIn))
        .path("token")
        .asText();
  }

  private static String submit(String input) throws Exception {
    return submit("probe", input);
  }

  private static String submit(String type, String input) throws Exception {
    JsonNode task = JSON.createObjectNode().put("type", type).set("input", JSON.readTree(input));
    return client.submit(task).id();
  }

  private Locator part(String name) {
    return page.locator("offload-progress [part=%s]".formatted(name));
  }

  private Locator bar() {
    return page.getByRole(AriaRole.PROGRESSBAR);
  }

  private int told(String name) {
    return ((Number) page.evaluate("name => told.filter(one => one[0] === name).length", name))
        .intValue();
  }

  private int told(String name, String what) {
    return ((Number)
            page.evaluate(
                "both => told.filter(one => one[0] === both[0] && one[1] === both[1]).length",
                List.of(name, what)))
        .intValue();
  }

  private void assertNothingRan() {
    assertThat(page.evaluate("window.hacked ?? null")).isNull();
  }

  private void shoot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
  }
}
