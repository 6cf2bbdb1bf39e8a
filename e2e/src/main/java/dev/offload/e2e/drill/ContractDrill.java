package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Sends requests that the OpenAPI document allows and requests that it forbids, and compares
/// the answers with it. The document must state every rule that it can state, and no answer
/// may be a 5xx.
///
/// @param data an empty directory
/// @param examples how many requests are made up for each operation at most
/// @param time how long each part of it may take; a part that is cut is a fault
/// @param seed decides the requests
public record ContractDrill(Home home, Path data, int examples, Duration time, long seed) {
  private static final String TENANT = "contract";
  private static final List<String> SCOPES = List.of("submit", "read", "manage", "admin");

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    var schemathesis = Schemathesis.in(home);
    if (schemathesis.isEmpty()) {
      findings.fault(
          "Schemathesis can't be installed: this needs Python 3.10 or later with venv and pip, and"
              + " a package index that pip knows");
      return findings;
    }
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var admin = OffloadClient.of(offload.ready())) {
      var key = admin.keyOf(TENANT, SCOPES);
      for (var part : Schemathesis.Part.values()) {
        var requests = new Schemathesis.Requests(examples, seed);
        switch (schemathesis.get().run(part, offload.ready().url(), key, requests, time)) {
          case AGREES -> findings.note("%s: nothing found".formatted(part.inWords()));
          case DISAGREES ->
              findings.fault(
                  "%s: the document and the service don't agree: see above, seed %d"
                      .formatted(part.inWords(), seed));
          case CUT ->
              findings.fault(
                  "%s: not done within %d minutes: say fewer --examples or more --minutes"
                      .formatted(part.inWords(), time.toMinutes()));
        }
      }
      if (admin.status("GET", "/v1/queues") != 200) {
        findings.fault("the service no longer answers");
      }
    }
    return findings;
  }
}
