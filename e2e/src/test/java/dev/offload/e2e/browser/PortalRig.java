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
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A whole Offload and a real browser, for tests of the portal. What a receiver does not accept at
/// once has failed for good. The tests are skipped if there is no browser.
final class PortalRig implements BeforeAllCallback, AfterAllCallback {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SHOTS = Path.of("target", "pictures");

  private StandaloneProcess offload;
  private OffloadClient client;
  private Chromium chromium;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Optional<Path> installed = Chromium.installed();
    assumeTrue(
        installed.isPresent(), "not run: Chromium is not installed (apt-get install chromium)");
    PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
    Files.createDirectories(SHOTS);
    offload =
        StandaloneProcess.ephemeral(Home.here(), List.of("-Doffload.webhook.retry.max-attempts=1"));
    client = OffloadClient.of(offload.ready());
    chromium = Chromium.start(installed.orElseThrow());
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (chromium != null) {
      chromium.close();
    }
    if (client != null) {
      client.close();
    }
    if (offload != null) {
      offload.close();
    }
  }

  /// Submits a task of the owner's own tenant.
  void submit(String task) throws IOException, InterruptedException {
    client.submit(JSON.readTree(task));
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

  /// A link to the portal of the owner's own tenant.
  String link() throws Exception {
    return client.send("POST", "/v1/portal", "{}").path("url").asText();
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
