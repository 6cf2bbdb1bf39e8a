package dev.offload.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.offload.e2e.browser.PortalRig.PATIENCE;
import static dev.offload.e2e.browser.PortalRig.button;
import static dev.offload.e2e.browser.PortalRig.secret;
import static dev.offload.e2e.browser.PortalRig.shoot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.WebhookSink;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a customer sees in the portal when messages do not arrive, or get lost afterwards.
class PortalTroubleIT {
  @RegisterExtension static final PortalRig rig = new PortalRig();

  @Test
  void customerSeesWhyNothingArrivesAndWhatToDo() throws Exception {
    try (WebhookSink sink = WebhookSink.start();
        Page page = rig.newPage(ColorScheme.LIGHT, 860)) {
      page.navigate(rig.link("troubled", "PT1H"));
      add(page, sink);
      Locator state = page.locator(".chip").first();
      assertThat(state).hasText("Active");

      // Five failures open the breaker, and the one after its pause shows that the endpoint fails.
      sink.willAnswer(Collections.nCopies(6, SinkAnswer.status(500)).toArray(SinkAnswer[]::new));
      for (int i = 0; i < 6; i++) {
        test(page, sink);
        assertThat(page.locator("li .chip").first()).hasText("Failed");
      }
      assertThat(state).hasText("Failing");
      assertThat(page.getByText("Its receiver has accepted nothing since"))
          .containsText("the receiver answered 500: only 200 to 299 is success");
      assertThat(page.getByText("Mend the receiver, then send a test.")).isVisible();
      shoot(page, "portal-failing");

      // It is mended, and then it is gone for good.
      test(page, sink);
      assertThat(state).hasText("Active");
      assertThat(page.getByText("Its receiver has accepted nothing since")).isHidden();
      sink.willAnswer(SinkAnswer.status(410));
      test(page, sink);
      assertThat(state).hasText("Disabled");
      assertThat(page.getByText("its receiver answered 410, which means that it is gone, at"))
          .isVisible();
      assertThat(page.getByText("Is the address still right?")).isVisible();
      assertThat(button(page, "Enable")).isVisible();
      shoot(page, "portal-gone");
      button(page, "← All endpoints").click();
      assertThat(page.getByText("its receiver answered 410")).isVisible();
      shoot(page, "portal-list-trouble");
    }
  }

  @Test
  void customerHasADeliveredMessageSentAgain() throws Exception {
    try (WebhookSink sink = WebhookSink.start();
        Page page = rig.newPage(ColorScheme.LIGHT, 860)) {
      page.navigate(rig.link());
      add(page, sink);
      rig.submit(
          """
              {"type": "probe", "input": {}, "notify": [{"email": "ada@example.com"}]}
              """);
      ReceivedRequest first = sink.next(PATIENCE);
      button(page, "Refresh").click();
      assertThat(page.locator("li .chip")).hasText("Delivered");

      button(page, "Send again").click();

      ReceivedRequest again = sink.next(PATIENCE);
      assertThat(again.header("webhook-id")).isEqualTo(first.header("webhook-id"));
      assertThat(again.body()).isEqualTo(first.body()).contains("\"notify\":[]");
      assertThat(page.locator("li .chip")).hasText(new String[] {"Delivered", "Delivered"});
      button(page, "Delete").click();
      button(page, "Delete it").click();
      assertThat(page.getByText("No endpoint yet")).isVisible();
    }
  }

  private static void add(Page page, WebhookSink sink) {
    button(page, "Add an endpoint").click();
    page.getByLabel("Address").fill(sink.url("/hook").toString());
    button(page, "Add it").click();
    secret(page);
    button(page, "I have kept it").click();
    assertThat(page.getByText("Nothing was sent yet.")).isVisible();
  }

  private static void test(Page page, WebhookSink sink) throws Exception {
    button(page, "Send a test").click();
    sink.next(PATIENCE);
  }
}
