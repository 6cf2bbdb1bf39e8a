package dev.offload.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.testkit.TestConfig;
import dev.offload.worker.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;

/// A handler and a site that it may fetch from, at the only address that is allowed.
final class Fetching implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  final RawSite site = new RawSite();
  final TestNames names = new TestNames();
  private final FetchHandler handler;

  Fetching() throws IOException {
    this(Map.of());
  }

  Fetching(Map<String, String> settings) throws IOException {
    this(settings, SSLContexts.createDefault());
  }

  Fetching(Map<String, String> settings, SSLContext tls) throws IOException {
    Map<String, String> all = new HashMap<>(settings);
    all.put("offload.fetch.allowed-addresses", RawSite.ADDRESS + "/32");
    handler =
        new FetchHandler(
            new SourceFetcher(
                TestConfig.of(FetchConfig.class, all), names, tls, InstantSource.fixed(NOW)));
  }

  Outcome fetch(FetchRig task) throws IOException {
    return handler.handle(task);
  }

  Outcome fetch(String path) throws IOException {
    return fetch(FetchRig.of(site.url(path)));
  }

  /// The task that has fetched this path.
  FetchRig fetched(String path) throws IOException {
    FetchRig task = FetchRig.of(site.url(path));
    assertThat(fetch(task)).isInstanceOf(Outcome.Succeeded.class);
    return task;
  }

  /// Why the task did not get its file.
  Outcome.Failed failure(FetchRig task) throws IOException {
    Outcome outcome = fetch(task);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(task.made).isEmpty();
    return (Outcome.Failed) outcome;
  }

  Outcome.Failed failure(String path) throws IOException {
    return failure(FetchRig.of(site.url(path)));
  }

  @Override
  public void close() throws IOException {
    handler.close();
    site.close();
  }
}
