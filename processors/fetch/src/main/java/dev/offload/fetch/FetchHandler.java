package dev.offload.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.fetch.SourceFetch;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;

/// Runs tasks of type `fetch`, which store the file at a URL that is a source of another task.
@ApplicationScoped
class FetchHandler implements TaskHandler {
  private static final Outcome HANDED_BACK = Outcome.snoozed(Duration.ZERO);

  private final SourceFetcher fetcher;

  @Inject
  FetchHandler(FetchConfig config) {
    this(
        new SourceFetcher(
            config,
            SystemDefaultDnsResolver.INSTANCE,
            SSLContexts.createDefault(),
            InstantSource.system()));
  }

  FetchHandler(SourceFetcher fetcher) {
    this.fetcher = fetcher;
  }

  @Override
  public String type() {
    return SourceFetch.TYPE;
  }

  @Override
  public Load load() {
    return Load.WAITING;
  }

  @Override
  public Optional<Duration> untilRoom(String tenant, JsonNode input) {
    return fetcher.untilProxy();
  }

  @Override
  public Outcome handle(TaskContext task) throws IOException {
    SourceFetch wanted;
    try {
      wanted = SourceFetch.of(task.input());
    } catch (IllegalArgumentException e) {
      return Outcome.failedForGood("invalid-input", e.getMessage());
    }
    return switch (fetcher.fetch(task, wanted)) {
      case Fetched.Whole(OutputFile file, OutsideUrl from, int redirects) ->
          Outcome.succeeded(result(file, from, redirects), List.of(file));
      case Fetched.Failed(Fault fault) ->
          new Outcome.Failed(
              fault.kind().code(),
              fault.message(),
              fault.kind().isFinal(),
              fault.retryAfter().orElse(null));
      case Fetched.Busy(Duration pause) -> Outcome.snoozed(pause);
      case Fetched.Stopped() -> HANDED_BACK;
    };
  }

  private static JsonNode result(OutputFile file, OutsideUrl from, int redirects) {
    return Json.MAPPER
        .createObjectNode()
        .put("url", from.toString())
        .put("redirects", redirects)
        .put("file", file.id())
        .put("contentType", file.contentType())
        .put("size", file.size())
        .put("sha256", file.sha256());
  }

  @PreDestroy
  void close() {
    fetcher.close();
  }
}
