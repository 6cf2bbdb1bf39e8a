package dev.offload.ingest.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.schemas.json.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// npm's tus-js-client, which most pages upload with, against our server.
@IngestTest
class TusClientIT {
  private static final Path PROGRAM = Path.of("target/tus-client").toAbsolutePath();
  private static final int SIZE = 3_000_000;

  @TestHTTPResource("/v1/files")
  URI files;

  @TempDir Path directory;
  private byte[] bytes;
  private Path file;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    needed("node");
    needed("npm");
    Files.createDirectories(PROGRAM);
    for (String name : List.of("package.json", "package-lock.json", "upload.mjs")) {
      Files.copy(
          TusClientIT.class.getResourceAsStream("/tus/" + name),
          PROGRAM.resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Path lock = PROGRAM.resolve("package-lock.json");
    Path installed = PROGRAM.resolve("installed.json");
    if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
      return;
    }
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
    Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
  }

  @BeforeEach
  void makeFile() throws IOException {
    Api.awaitReadiness();
    bytes = new byte[SIZE];
    new Random(5).nextBytes(bytes);
    file = Files.write(directory.resolve("film"), bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pieces", "at-once", "post-only", "pieces at-once"})
  void fileArrivesAsItIs(String options) throws Exception {
    JsonNode uploaded = upload(0, options);

    Response stored = Api.bootstrap().get(uploaded.path("url").asText());
    stored
        .then()
        .statusCode(200)
        .header("Content-Type", "video/x-test")
        .header(
            "Content-Disposition",
            "attachment; filename=\"Urlaub _ber _alles_.bin\";"
                + " filename*=UTF-8''Urlaub%20%C3%BCber%20%22alles%22.bin");
    assertThat(stored.asByteArray()).isEqualTo(bytes);
  }

  @Test
  void cutUploadGoesOnWhereItWas() throws Exception {
    JsonNode uploaded = upload(2, "pieces");

    assertThat(uploaded.path("resumedAt")).hasSize(2);
    for (JsonNode offset : uploaded.path("resumedAt")) {
      assertThat(offset.asLong()).isBetween(300_000L, (long) SIZE);
    }
    assertThat(Api.bootstrap().get(uploaded.path("url").asText()).asByteArray()).isEqualTo(bytes);
  }

  @Test
  void uploadThatIsGivenUpIsGone() throws Exception {
    JsonNode uploaded = upload(1, "pieces give-up");

    Api.bootstrap()
        .header("Tus-Resumable", "1.0.0")
        .head(uploaded.path("url").asText())
        .then()
        .statusCode(404);
  }

  private JsonNode upload(int cuts, String options) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("node", "upload.mjs", files.toString(), Surroundings.BOOTSTRAP_KEY));
    command.addAll(List.of(file.toString(), Integer.toString(cuts)));
    command.addAll(List.of(options.split(" ", -1)));
    return Json.MAPPER.readTree(run(command.toArray(String[]::new)));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Path complaints = PROGRAM.resolve("complaints.log");
    Process process =
        new ProcessBuilder(command)
            .directory(PROGRAM.toFile())
            .redirectError(complaints.toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s", Files.readString(complaints)).isZero();
    return output;
  }

  private static void needed(String program) {
    boolean isThere =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .anyMatch(one -> Files.isExecutable(Path.of(one).resolve(program)));
    String message = program + " is not installed: tus-js-client was not tried";
    if (!isThere) {
      System.err.println(message);
    }
    assumeTrue(isThere, message);
  }
}
