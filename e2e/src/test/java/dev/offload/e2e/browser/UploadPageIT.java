package dev.offload.e2e.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.offload.e2e.client.TusClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of docs/how-to/upload-large-files.md in a real browser, with tus-js-client from npm, on
/// another origin than Offload, over a line that breaks.
class UploadPageIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Home HOME = Home.here();
  private static final Path HOW_TO = HOME.directory().resolve("docs/how-to/upload-large-files.md");
  private static final Path CLIENT = HOME.directory().resolve("ingest-api/src/test/resources/tus");
  private static final int SIZE = 12_000_000;

  @TempDir private Path data;
  @TempDir private Path directory;

  @Test
  void uploadOfAPageGoesOnAfterABrokenLine() throws Exception {
    Optional<Path> installed = Chromium.installed();
    assumeTrue(
        installed.isPresent(), "not run: Chromium is not installed (apt-get install chromium)");
    String tus = client();
    byte[] film = new byte[SIZE];
    new Random(9).nextBytes(film);
    Path file = Files.write(directory.resolve("film.mp4"), film);
    BlockingQueue<String> uploaded = new LinkedBlockingQueue<>();
    try (WebSite site = WebSite.start();
        StandaloneProcess offload =
            StandaloneProcess.on(
                HOME, data, List.of("-Doffload.http.cors.origins=" + site.origin()), List.of());
        TusClient client = new TusClient(offload.ready());
        Cable cable = Cable.to(offload.ready().url());
        Chromium chromium = Chromium.start(installed.orElseThrow());
        Page page = chromium.browser().newPage()) {
      page.setDefaultTimeout((double) Duration.ofMinutes(2).toMillis());
      page.route("**/my/new-upload", route -> begin(client, route));
      page.route(
          "**/my/uploaded",
          route -> {
            uploaded.add(route.request().postData());
            route.fulfill(new Route.FulfillOptions().setStatus(204));
          });
      page.navigate(site.with(page(tus, cable)).toString());
      cable.pullOutAfter(SIZE / 2);
      page.locator("#film").setInputFiles(file);
      page.waitForCondition(cable::isOut);

      // The first attempt may come before the server has noted what it has.
      Request resumed = page.waitForRequest(UploadPageIT::goesOn, cable::plugIn);

      assertThat(resumed.headers().get("upload-offset")).isNotEqualTo("0");
      page.waitForCondition(() -> !uploaded.isEmpty());
      String id = uploaded.poll(1, TimeUnit.MINUTES);
      try (InputStream stored = client.download("/v1/files/" + id)) {
        assertThat(stored.readAllBytes()).isEqualTo(film);
      }
    }
  }

  private static boolean goesOn(Request request) {
    return request.method().equals("PATCH") && !request.headers().get("upload-offset").equals("0");
  }

  /// What the page's own server does.
  private static void begin(TusClient client, Route route) {
    try {
      JsonNode asked = JSON.readTree(route.request().postData());
      assertThat(asked.path("name").asText()).isEqualTo("film.mp4");
      String id = client.begin(asked.path("size").asLong()).substring("/v1/files/".length());
      JsonNode answer = JSON.createObjectNode().put("id", id).put("token", client.token(id));
      route.fulfill(
          new Route.FulfillOptions()
              .setContentType("application/json")
              .setBody(JSON.writeValueAsString(answer)));
    } catch (IOException e) {
      route.abort();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The block of the page, with the client beside it instead of a module.
  private static String page(String tus, Cable cable) throws IOException {
    Matcher block =
        Pattern.compile("```html\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(HOW_TO));
    assertThat(block.find()).as("a block of html in %s", HOW_TO).isTrue();
    String html =
        block
            .group(1)
            .replace("  import * as tus from 'tus-js-client';\n", "")
            .replace("https://offload.example", cable.url().toString());
    return "<script>" + tus.replace("</script", "<\\/script") + "</script>" + html;
  }

  /// tus-js-client for browsers, in the version that ingest-api is tested with.
  private static String client() throws IOException, InterruptedException {
    Path program = Path.of("target/tus-client").toAbsolutePath();
    Path bundle = program.resolve("node_modules/tus-js-client/dist/tus.min.js");
    if (!Files.exists(bundle)) {
      Files.createDirectories(program);
      for (String name : List.of("package.json", "package-lock.json")) {
        Files.copy(
            CLIENT.resolve(name), program.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      Path log = program.resolve("npm.log");
      int result =
          npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
              .directory(program.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      assertThat(result).as("npm ci: %s", Files.readString(log, UTF_8)).isZero();
    }
    return Files.readString(bundle);
  }

  private static ProcessBuilder npm(String... options) {
    boolean isThere =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .anyMatch(one -> Files.isExecutable(Path.of(one).resolve("npm")));
    assumeTrue(isThere, "not run: npm is not installed");
    ProcessBuilder process = new ProcessBuilder("npm");
    process.command().addAll(List.of(options));
    return process;
  }
}
