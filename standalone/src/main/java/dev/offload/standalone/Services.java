package dev.offload.standalone;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;

/// All services in one application: announces that they are ready, then waits for the end.
public final class Services implements QuarkusApplication {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final AtomicReference<Consumer<Open>> LISTENER = new AtomicReference<>(open -> {});

  /// Where the services listen, and where they may connect to.
  ///
  /// @param url of the API
  /// @param managementUrl of health and metrics
  record Open(String url, String managementUrl, AllowedAddresses allowed) {
    private static Open now() {
      return new Open(
          at("quarkus.http.port"),
          at("quarkus.management.port"),
          AllowedAddresses.of(ConfigProvider.getConfig()));
    }

    private static String at(String portSetting) {
      return "http://127.0.0.1:" + ConfigProvider.getConfig().getValue(portSetting, Integer.class);
    }
  }

  /// Calls `listener` with the addresses of the services when every readiness check is green. This
  /// is static because Quarkus makes the instance itself.
  static void onceReady(Consumer<Open> listener) {
    LISTENER.set(listener);
  }

  @Override
  public int run(String... arguments) {
    var exitCode = new AtomicInteger();
    var watcher =
        Thread.ofPlatform()
            .name("readiness")
            .daemon()
            .start(
                () -> {
                  if (!announceOnceReady()) {
                    System.err.println(
                        "offload: not ready within " + PATIENCE.toSeconds() + " s, giving up.");
                    exitCode.set(1);
                    Quarkus.asyncExit(1);
                  }
                });
    Quarkus.waitForExit();
    watcher.interrupt();
    return exitCode.get();
  }

  /// Returns true if nothing went wrong: the services are ready, or were stopped before.
  private static boolean announceOnceReady() {
    var open = Open.now();
    try {
      boolean ready = isReady(open);
      if (ready) {
        LISTENER.get().accept(open);
      }
      return ready;
    } catch (InterruptedException _) {
      return true;
    }
  }

  /// Rehearses while it waits, and then until the rehearsal is over.
  private static boolean isReady(Open open) throws InterruptedException {
    var check = URI.create(open.managementUrl() + "/q/health/ready");
    var request = HttpRequest.newBuilder(check).timeout(Duration.ofSeconds(5)).build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      var rehearsal = new Rehearsal(client, open.url(), bootstrapKey());
      while (System.nanoTime() < deadline) {
        if (answersOk(client, request)) {
          rehearsal.finish(deadline);
          return true;
        }
        if (rehearsal.isEnough() || !rehearsal.once()) {
          Thread.sleep(PAUSE);
        }
      }
    }
    return false;
  }

  private static String bootstrapKey() {
    return ConfigProvider.getConfig().getValue("offload.keys.bootstrap", String.class);
  }

  private static boolean answersOk(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }
}
