package dev.offload.e2e;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// Has the JVM write an AOT cache of standalone while the first tests run. The processes that tests
/// start after that load and link its classes in half the time. Nothing depends on the cache.
///
/// It does so if the property `offload.aot-cache-of-tests` names the file.
public final class AotCacheMaker implements BeforeAllCallback {
  private static final String WANTED = "offload.aot-cache-of-tests";

  /// What [Home] looks for.
  private static final String MADE = "offload.aot-cache";

  private static final Duration UNTIL_WRITTEN = Duration.ofMinutes(5);

  @Override
  public void beforeAll(ExtensionContext context) {
    String wanted = System.getProperty(WANTED);
    if (wanted != null) {
      var _ =
          context
              .getRoot()
              .getStore(Namespace.create(AotCacheMaker.class))
              .computeIfAbsent(
                  Making.class, _ -> Making.of(Path.of(wanted).toAbsolutePath()), Making.class);
    }
  }

  /// One that is being made, or has been.
  private record Making(Thread thread) implements AutoCloseable {
    static Making of(Path cache) {
      return new Making(Thread.ofPlatform().name("aot-cache").start(() -> make(cache)));
    }

    private static void make(Path cache) {
      Home recording = Home.here().withStandaloneOptions(List.of("-XX:AOTCacheOutput=" + cache));
      ObjectNode task = JsonNodeFactory.instance.objectNode().put("type", "probe");
      task.putObject("input");
      try {
        Files.deleteIfExists(cache);
        try (var offload = StandaloneProcess.ephemeral(recording);
            var client = OffloadClient.of(offload.ready())) {
          String id = client.submit(task).id();
          Awaitility.await().atMost(UNTIL_WRITTEN).until(() -> client.hasEnded(id));
          var _ = offload.stop(UNTIL_WRITTEN);
        }
        System.setProperty(MADE, cache.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    /// Gives it up.
    @Override
    public void close() {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
