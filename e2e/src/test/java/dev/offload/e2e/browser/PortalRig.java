package dev.offload.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.standardwebhooks.Webhook;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import dev.offload.testkit.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A whole Offload and a real browser, for tests of the portal.
///
/// @param client of the operator
record PortalRig(StandaloneProcess offload, OffloadClient client, Chromium chromium)
    implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SHOTS = Path.of("target", "pictures");

  /// Skips the tests if there is no browser. What is not accepted at once has failed for good.
  static PortalRig start() throws IOException {
    Optional<Path> installed = Chromium.installed();
    assumeTrue(
        installed.isPresent(), "not run: Chromium is not installed (apt-get install chromium)");
    PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
    Files.createDirectories(SHOTS);
    StandaloneProcess offload =
        StandaloneProcess.ephemeral(Home.here(), List.of("-Doffload.webhook.retry.max-attempts=1"));
    return new PortalRig(
        offload, OffloadClient.of(offload.ready()), Chromium.start(installed.orElseThrow()));
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    client.close();
    offload.close();
  }

  Page newPage(ColorScheme scheme, int width) {
    Page opened =
        chromium
            .browser()
            .newPage(
                new Browser.NewPageOptions().setColorScheme(scheme).setViewportSize(width, 700));
    opened.setDefaultTimeout((double) PATIENCE.toMillis());
    return opened;
  }

  String link(String tenant, String expiresIn) throws Exception {
    return client
        .send(
            "POST",
            "/v1/portal",
            JSON.createObjectNode().put("tenant", tenant).put("expiresIn", expiresIn).toString())
        .path("url")
        .asText();
  }

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static String secret(Page page) {
    Locator shown = page.locator("dialog code");
    assertThat(shown).containsText("whsec_");
    return shown.textContent();
  }

  static void verify(String secret, ReceivedRequest request) {
    assertThatCode(() -> new Webhook(secret).verify(request.body(), request.headers()))
        .doesNotThrowAnyException();
  }

  static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")).setFullPage(true));
  }
}
