package dev.offload.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.offload.e2e.browser.PortalRig.PATIENCE;
import static dev.offload.e2e.browser.PortalRig.button;
import static dev.offload.e2e.browser.PortalRig.secret;
import static dev.offload.e2e.browser.PortalRig.shoot;
import static dev.offload.e2e.browser.PortalRig.verify;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.WebhookSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The portal in a real browser, as a customer uses it.
class PortalPageIT {
  private static final String HOSTILE = "<img src=x onerror='window.hacked=1'><b>bold</b>";

  @RegisterExtension static final PortalRig rig = new PortalRig();

  @Test
  void customerDoesEverythingWithAnEndpoint() throws Exception {
    List<String> complaints = new CopyOnWriteArrayList<>();
    try (WebhookSink sink = WebhookSink.start();
        Page page = rig.newPage(ColorScheme.LIGHT, 860)) {
      page.onConsoleMessage(
          message -> {
            if (message.text().contains("Content Security Policy")) {
              complaints.add(message.text());
            }
          });
      page.onPageError(complaints::add);
      page.navigate(rig.link("customer", "PT1H"));

      // Empty, and the token is nowhere to be seen.
      assertThat(page.getByText("No endpoint yet")).isVisible();
      assertThat(page.url()).doesNotContain("token").endsWith("/portal");
      shoot(page, "portal-empty");

      // A mistake is told at its field, then it is added.
      button(page, "Add an endpoint").click();
      page.getByLabel("Address").fill("ftp://shop.example/");
      button(page, "Add it").click();
      assertThat(page.getByRole(AriaRole.ALERT))
          .containsText("Address must begin with http:// or https://");
      assertThat(page.getByLabel("Address")).isFocused();
      page.getByLabel("Address").fill(sink.url("/hook").toString());
      page.getByLabel("Description").fill(HOSTILE);
      shoot(page, "portal-form");
      button(page, "Add it").click();
      String first = secret(page);
      shoot(page, "portal-secret");
      assertThat(page.getByText("The endpoint is added.")).isHidden();
      button(page, "I have kept it").click();
      assertThat(page.getByText(HOSTILE)).isVisible();
      assertThat(page.getByText("Nothing was sent yet.")).isVisible();

      // A test is delivered.
      button(page, "Send a test").click();
      verify(first, sink.next(PATIENCE));
      assertThat(page.locator("li .chip")).hasText("Delivered");

      // Another secret: both sign.
      button(page, "Replace the secret").click();
      button(page, "Replace it").click();
      String second = secret(page);
      assertThat(second).isNotEqualTo(first);
      button(page, "I have kept it").click();
      button(page, "Send a test").click();
      ReceivedRequest both = sink.next(PATIENCE);
      verify(first, both);
      verify(second, both);

      // A test that fails is not sent again: a new one does as well.
      sink.willAnswer(SinkAnswer.status(500));
      button(page, "Send a test").click();
      verify(second, sink.next(PATIENCE));
      assertThat(page.locator("li .chip").first()).hasText("Failed");
      page.locator("li summary").first().click();
      assertThat(page.locator("li details li").first()).containsText("500");
      shoot(page, "portal-deliveries");
      page.getByLabel("State").selectOption("failed");
      assertThat(page.locator("li .chip")).hasCount(1);
      assertThat(button(page, "Send again")).hasCount(0);
      page.getByLabel("State").selectOption("succeeded");
      assertThat(page.locator("li .chip")).hasCount(2);
      events(page).selectOption("task.failed");
      assertThat(page.getByText("Nothing fits. Choose other filters.")).isVisible();
      events(page).selectOption("");

      // Edit, disable, enable, and a page that is loaded again.
      button(page, "Edit").click();
      page.getByLabel("Description").fill("The shop");
      page.getByLabel("task.*", new Page.GetByLabelOptions().setExact(true)).uncheck();
      page.getByLabel("task.failed", new Page.GetByLabelOptions().setExact(true)).check();
      button(page, "Save").click();
      assertThat(page.getByText("Gets task.failed.")).isVisible();
      button(page, "Disable").click();
      button(page, "Disable it").click();
      assertThat(page.getByText("It was disabled on this page or with an API key at"))
          .containsText("It gets nothing.");
      page.reload();
      assertThat(page.getByText("Disabled", new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      assertThat(page.getByText("The shop")).isVisible();
      shoot(page, "portal-list");
      button(page, sink.url("/hook").toString()).click();
      button(page, "Enable").click();
      assertThat(page.locator(".chip.good").first()).hasText("Active");

      // Nothing is wider than a small phone, in the dark, too.
      page.setViewportSize(400, 800);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(400);
      shoot(page, "portal-small");

      button(page, "Delete").click();
      button(page, "Delete it").click();
      assertThat(page.getByText("No endpoint yet")).isVisible();
      assertThat(page.evaluate("window.hacked ?? null")).isNull();
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void customerSetsHowMessagesComeAndHasFailedOnesSentAgain() throws Exception {
    try (WebhookSink sink = WebhookSink.start();
        Page page = rig.newPage(ColorScheme.LIGHT, 860)) {
      page.navigate(rig.link());

      // Everything about an endpoint.
      button(page, "Add an endpoint").click();
      page.getByLabel("Address").fill(sink.url("/hook").toString());
      page.getByText("More settings").click();
      page.getByLabel("Format").selectOption("cloudevents");
      page.getByLabel("Rate", new Page.GetByLabelOptions().setExact(true)).fill("0");
      page.getByLabel("Period of the rate").selectOption("PT1M");
      button(page, "Add a header").click();
      page.getByLabel("Name of the header").fill("X-Shop");
      page.getByLabel("Value of the header").fill("seven");
      page.getByText("Sign with a private key, too").click();
      button(page, "Add it").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Rate must be 1 to");
      page.getByLabel("Rate", new Page.GetByLabelOptions().setExact(true)).fill("600");
      shoot(page, "portal-form-whole");
      button(page, "Add it").click();
      String first = secret(page);
      button(page, "I have kept it").click();
      assertThat(page.getByText("The form is CloudEvents.")).isVisible();
      assertThat(page.getByText("At most 600 per minute.")).isVisible();
      assertThat(page.getByText("Also sends the headers X-Shop.")).isVisible();
      assertThat(page.getByText("Public key for v1a: whpk_")).isVisible();

      // It comes so.
      button(page, "Send a test").click();
      ReceivedRequest request = sink.next(PATIENCE);
      verify(first, request);
      assertThat(request.header("x-shop")).hasValue("seven");
      assertThat(request.header("content-type").orElseThrow()).contains("cloudevents");
      assertThat(request.header("webhook-signature").orElseThrow())
          .matches("v1,[^ ]{44} v1a,[^ ]{88}");

      // New keys come with a new secret. The former ones fit, and are shown, for a while.
      Locator keys = page.locator("p.key code");
      String former = keys.textContent();
      button(page, "Replace the secret").click();
      button(page, "Replace it").click();
      button(page, "I have kept it").click();
      assertThat(keys).hasCount(2);
      assertThat(keys.last()).hasText(former);
      assertThat(page.getByText("The one before, which fits until")).isVisible();
      shoot(page, "portal-keys");
      button(page, "Send a test").click();
      assertThat(sink.next(PATIENCE).header("webhook-signature").orElseThrow())
          .matches("(v1,[^ ]{44} ){2}v1a,[^ ]{88} v1a,[^ ]{88}");
      String latest = keys.first().textContent();
      for (int i = 0; i < 2; i++) {
        button(page, "Edit").click();
        page.getByText("Sign with a private key, too").click();
        button(page, "Save").click();
        assertThat(keys).hasCount(i == 0 ? 0 : 2);
      }
      assertThat(keys.first()).hasText(latest);

      // A change keeps what was not touched.
      button(page, "Edit").click();
      shoot(page, "portal-form-again");
      page.getByLabel("Format").selectOption("standard");
      page.getByLabel("Rate", new Page.GetByLabelOptions().setExact(true)).fill("");
      button(page, "Add a header").click();
      page.getByLabel("Name of the header").last().fill("X-Till");
      page.getByLabel("Value of the header").last().fill("2");
      button(page, "Save").click();
      assertThat(page.getByText("Also sends the headers X-Shop, X-Till.")).isVisible();
      assertThat(page.getByText("At most 600 per minute.")).isHidden();
      button(page, "Edit").click();
      button(page, "Remove").last().click();
      button(page, "Save").click();
      assertThat(page.getByText("Also sends the headers X-Shop.")).isVisible();

      // What has failed is counted and then sent again.
      button(page, "Send failed ones again").click();
      button(page, "Count them").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nothing failed in that time.");
      button(page, "Cancel").click();
      sink.willAnswer(SinkAnswer.status(500));
      rig.submit("{\"type\": \"probe\", \"input\": {}}");
      ReceivedRequest refused = sink.next(PATIENCE);
      button(page, "Refresh").click();
      assertThat(refused.header("x-shop")).hasValue("seven");
      assertThat(refused.header("x-till")).isEmpty();
      String failed = refused.header("webhook-id").orElseThrow();
      assertThat(page.locator("li .chip").first()).hasText("Failed");
      button(page, "Send failed ones again").click();
      button(page, "Count them").click();
      shoot(page, "portal-recover");
      button(page, "Send one again").click();
      assertThat(page.getByText("One is sent again.")).isVisible();
      assertThat(sink.next(PATIENCE).header("webhook-id")).hasValue(failed);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      button(page, "Edit").click();
      shoot(page, "portal-form-dark");
    }
  }

  @Test
  void customerHasEventsSentInOrderAndOnlyWithConsent() throws Exception {
    try (WebhookSink sink = WebhookSink.start();
        Page page = rig.newPage(ColorScheme.LIGHT, 860)) {
      page.navigate(rig.link("orderly", "PT1H"));
      button(page, "Add an endpoint").click();
      page.getByLabel("Address").fill(sink.url("/hook").toString());
      page.getByLabel("task.progress", new Page.GetByLabelOptions().setExact(true)).check();
      page.getByText("More settings").click();
      page.getByText("Send the events of each task in order").click();
      page.getByText("Ask the receiver before anything is sent").click();
      button(page, "Add it").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Events must not have task.progress");
      page.getByLabel("task.progress", new Page.GetByLabelOptions().setExact(true)).uncheck();
      button(page, "Add it").click();
      secret(page);
      button(page, "I have kept it").click();
      assertThat(page.getByText("Gets the events of each task in order.")).isVisible();
      assertThat(page.getByText("is asked for its consent with the first message")).isVisible();

      // The receiver answers nothing that counts, then it consents.
      sink.willAnswer(SinkAnswer.status(200));
      button(page, "Send a test").click();
      assertThat(sink.next(PATIENCE).method()).isEqualTo("OPTIONS");
      assertThat(page.locator("li .chip").first()).hasText("Failed");
      page.reload();
      button(page, sink.url("/hook").toString()).click();
      assertThat(page.getByText("Its receiver has not consented")).isVisible();
      shoot(page, "portal-consent-refused");
      sink.willAnswer(
          SinkAnswer.status(200)
              .withHeader("WebHook-Allowed-Origin", "*")
              .withHeader("WebHook-Allowed-Rate", "120"));
      button(page, "Send a test").click();
      assertThat(sink.next(PATIENCE).method()).isEqualTo("OPTIONS");
      assertThat(sink.next(PATIENCE).method()).isEqualTo("POST");
      page.reload();
      button(page, sink.url("/hook").toString()).click();
      assertThat(page.getByText("has consented, to at most 120 per minute.")).isVisible();
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      shoot(page, "portal-consent-dark");

      button(page, "Edit").click();
      assertThat(page.getByLabel("Ask the receiver before anything is sent")).isChecked();
      page.getByText("Ask the receiver before anything is sent").click();
      page.getByText("Send the events of each task in order").click();
      shoot(page, "portal-form-order-dark");
      button(page, "Save").click();
      assertThat(page.getByText("Gets the events of each task in order.")).isHidden();
      assertThat(page.getByText("Its receiver has")).isHidden();
    }
  }

  @Test
  void everythingCanBeDoneWithAKeyboard() throws Exception {
    try (Page page = rig.newPage(ColorScheme.DARK, 860)) {
      page.navigate(rig.link("keyboards", "PT1H"));
      assertThat(page.getByText("No endpoint yet")).isVisible();

      page.keyboard().press("Tab");
      assertThat(button(page, "Add an endpoint")).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.getByLabel("Address")).isFocused();
      page.keyboard().press("Escape");
      assertThat(page.getByLabel("Address")).isHidden();
      assertThat(button(page, "Add an endpoint")).isFocused();
      page.keyboard().press("Enter");
      page.keyboard().type("https://shop.example/");
      page.keyboard().press("Enter");
      secret(page);
      page.keyboard().press("Escape");
      assertThat(page.getByText("Deliveries", new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      shoot(page, "portal-dark");
    }
  }

  @Test
  void expiredLinkSaysSo() throws Exception {
    try (Page page = rig.newPage(ColorScheme.LIGHT, 860)) {
      page.navigate(rig.link("late", "PT2S"));

      assertThat(page.getByText("This link has expired")).isVisible();
      page.reload();
      assertThat(page.getByText("This link has expired")).isVisible();
      assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);
    }
  }

  private static Locator events(Page page) {
    return page.getByLabel("Event", new Page.GetByLabelOptions().setExact(true));
  }
}
