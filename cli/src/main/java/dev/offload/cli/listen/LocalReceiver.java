package dev.offload.cli.listen;

import dev.offload.cli.secret.WebhookSecret;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;

/// Signs webhooks and posts them to one address, each once.
final class LocalReceiver implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;
  private final WebhookSecret secret;
  private final Duration timeLimit;
  private final InstantSource clock;

  LocalReceiver(URI address, WebhookSecret secret, Duration timeLimit, InstantSource clock) {
    this.address = address;
    this.secret = secret;
    this.timeLimit = timeLimit;
    this.clock = clock;
  }

  Answer post(Message message) throws InterruptedException {
    var now = clock.instant();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(timeLimit)
            .header("Content-Type", "application/json; charset=UTF-8")
            .header("User-Agent", "Offload-Listen/1 (+https://offload.dev)")
            .header("webhook-id", message.id())
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .header("webhook-signature", secret.sign(message.id(), now, message.body()))
            .POST(BodyPublishers.ofString(message.body()))
            .build();
    long begin = System.nanoTime();
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      // Its body may never end.
      answer.body().close();
      return new Answer.Status(answer.statusCode(), Duration.ofNanos(System.nanoTime() - begin));
    } catch (HttpTimeoutException _) {
      return new Answer.None("no answer within " + timeLimit.toSeconds() + " s");
    } catch (ConnectException _) {
      return new Answer.None("nobody listens there");
    } catch (IOException e) {
      return new Answer.None("no HTTP answer: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
