package dev.offload.bench.beside;

import dev.offload.bench.figure.Setting;
import dev.offload.bench.measure.Subject;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Offload itself, as `./offload up` starts it.
final class OffloadPeer implements Peer {
  private final StandaloneProcess process;
  private final OffloadClient api;
  private final Subject subject;
  private double succeededBefore;

  private OffloadPeer(StandaloneProcess process) {
    this.process = process;
    this.api = OffloadClient.of(process.ready());
    this.subject = new Subject(process.ready(), api);
  }

  static OffloadPeer start(Home home) throws IOException {
    return new OffloadPeer(StandaloneProcess.ephemeral(home));
  }

  @Override
  public String name() {
    return "Offload";
  }

  @Override
  public URI url() {
    return process.ready().url();
  }

  @Override
  public String apiKey() {
    return process.ready().apiKey();
  }

  @Override
  public void begin() throws IOException, InterruptedException {
    succeededBefore = subject.succeeded();
  }

  @Override
  public void pause() throws IOException, InterruptedException {
    api.pause(Subject.PROBES);
  }

  @Override
  public void resume() throws IOException, InterruptedException {
    api.resume(Subject.PROBES);
  }

  @Override
  public int awaitWaiting() throws IOException, InterruptedException {
    return subject.awaitStandstill(Subject.PROBES);
  }

  /// The view is asked first: it is the last to know, and cheaper to ask.
  @Override
  public boolean haveSucceeded(int count) throws IOException, InterruptedException {
    return subject.open(Subject.PROBES) == 0 && subject.succeeded() - succeededBefore >= count;
  }

  @Override
  public Duration cpu() {
    return ProcessHandle.of(process.ready().pid())
        .flatMap(one -> one.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  @Override
  public String remark() {
    return "";
  }

  @Override
  public Map<String, String> versions() throws IOException {
    return Setting.ofBuild();
  }

  @Override
  public void close() throws IOException {
    api.close();
    process.close();
  }
}
