package dev.offload.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.offload.disk.Trees;
import dev.offload.worker.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A handler of reports whose child processes and directories a test can see. None of them may
/// be left after the test.
final class RunningReports implements BeforeEachCallback, AfterEachCallback {
  /// A source in CSV with regions and amounts.
  static final String SALES = "region,amount\nnorth,10\nsouth,20\nnorth,5\n";

  /// A query that never ends by itself.
  static final String ENDLESS =
      "SELECT count(*) AS n FROM range(100000000) a, range(100000000) b WHERE (a.range * b.range) %"
          + " 7 = 3";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Path directory;
  private ReportHandler handler;

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    directory = Files.createTempDirectory("reports");
  }

  /// Where the handlers have their directories.
  Path directory() {
    return directory;
  }

  /// Makes a handler with these settings: names and values in turn.
  void use(String... settings) {
    handler = handler(settings);
  }

  /// A second handler beside the one that is used.
  ReportHandler handler(String... settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("offload.report.scratch-directory", directory.toString());
    for (int i = 0; i < settings.length; i += 2) {
      properties.put(settings[i], settings[i + 1]);
    }
    return new ReportHandler(TestConfig.with(properties));
  }

  Outcome handle(ReportRig task) throws IOException, InterruptedException {
    return used().handle(task);
  }

  CompletableFuture<Outcome> handleInBackground(ReportRig task) {
    ReportHandler used = used();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return used.handle(task);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /// How a report on [#SALES] ends: `succeeded`, or the code of its failure.
  String code(String query) throws Exception {
    return switch (handle(ReportRig.report(query).csv("sales", SALES))) {
      case Outcome.Failed failed -> failed.code();
      case Outcome.Succeeded _ -> "succeeded";
      case Outcome.Snoozed _, Outcome.Delegated _ -> fail("neither done nor failed");
    };
  }

  ProcessHandle awaitChild() {
    return await()
        .atMost(PATIENCE)
        .until(() -> children().stream().findFirst().orElse(null), child -> child != null);
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all.filter(path -> path.getFileName().toString().startsWith("report-"))).isEmpty();
    }
    if (handler != null) {
      handler.close();
    }
    assertThat(children()).isEmpty();
    Trees.delete(directory);
  }

  private ReportHandler used() {
    if (handler == null) {
      use();
    }
    return handler;
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("ReportMain"))
        .toList();
  }
}
