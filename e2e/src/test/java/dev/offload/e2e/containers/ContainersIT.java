package dev.offload.e2e.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.Refused;
import dev.offload.e2e.client.SeenTask;
import dev.offload.e2e.containers.HostilePng.Colour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Offload in its own containers, used over HTTP as by a stranger. Also the tests that need
/// limits a process can't set for itself.
@Isolated("Ten services share the machine, and some of them are told to hurry.")
@Tag("containers")
class ContainersIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MEBIBYTE = 1 << 20;

  private static OneOfEach offload;
  private static OffloadClient client;

  @BeforeAll
  static void start() {
    offload = OneOfEach.start();
    client = OneOfEach.clientOf(offload.api);
  }

  @AfterAll
  static void stop() {
    if (offload != null) {
      client.close();
      offload.close();
    }
  }

  @Test
  void demoWorksAsInOneProcess() {
    offload.runDemo();
  }

  @Test
  void hostilePicturesDoNotHarmTheWorkerOrOtherTasks() throws Exception {
    // Given
    var worker = offload.imageWorker;
    var started = worker.state().getStartedAt();
    var hostile =
        List.of(
            new HostilePng(10_000, 10_000, 8, Colour.RGBA),
            new HostilePng(10_000, 10_000, 16, Colour.RGBA),
            new HostilePng(10_000, 10_000, 16, Colour.GREY_ALPHA),
            new HostilePng(99_000, 1_000, 8, Colour.RGB));
    var files = new ArrayList<String>();
    for (var picture : hostile) {
      files.add(client.upload(picture.bytes(), "image/png"));
    }
    byte[] photo = photo();

    try (var neighbour = client.ofTenant("neighbour")) {
      // When
      var attacks = new ArrayList<String>();
      for (var format : List.of("jpeg", "png")) {
        for (var file : files) {
          attacks.add(client.submit(picture(file, format)).id());
        }
      }
      var theirs = new ArrayList<String>();
      for (int number = 0; number < 4; number++) {
        theirs.add(neighbour.submit(picture(neighbour.upload(photo, "image/png"), "webp")).id());
      }

      // Then
      for (var task : theirs) {
        var seen = ended(neighbour, task);
        assertThat(seen.state()).as("%s", seen.json()).isEqualTo("succeeded");
      }
      for (var task : attacks) {
        var seen = ended(client, task);
        assertThat(seen.state()).isIn("succeeded", "failed");
        assertThat(seen.attempts()).as("attempts of %s", seen.json()).isEqualTo(1);
        if (seen.state().equals("failed")) {
          assertThat(seen.errorCode()).as("%s", seen.json()).contains("too-large");
        }
      }
    }
    assertThat(worker.state().getOOMKilled()).isFalse();
    assertThat(worker.state().getStartedAt()).isEqualTo(started);
    assertThat(worker.state().getRunning()).isTrue();
  }

  @Test
  void fullDiskRefusesNewWorkUntilItHasRoomAgain(@TempDir Path directory) throws Exception {
    var small = offload.apiWithASmallDisk;
    var neighbour = directory.resolve("neighbour");
    try (var there = OneOfEach.clientOf(small)) {
      // Given
      var kept = new ArrayList<String>();
      assertThatThrownBy(
              () -> {
                while (true) {
                  kept.add(there.upload(noise(8 * MEBIBYTE), "application/octet-stream"));
                }
              })
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.status()).isEqualTo(507));
      assertThat(kept).isNotEmpty();

      // When
      Files.write(neighbour, noise(OneOfEach.SMALL_DISK_RESERVE_MIB * MEBIBYTE));
      small.put(neighbour, "/files");

      // Then
      assertThatThrownBy(() -> there.submit(probe("PT0S")))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.status()).isEqualTo(503));
      assertThat(there.download("/v1/files/" + kept.getFirst())).hasSize(8 * MEBIBYTE);
      assertThat(ended(client, client.submit(probe("PT0S")).id()).state()).isEqualTo("succeeded");

      // When
      Files.write(neighbour, new byte[0]);
      small.put(neighbour, "/files");

      // Then
      var task = patiently().until(() -> accepted(there, probe("PT0S")), id -> !id.isEmpty());
      assertThat(ended(there, task).state()).isEqualTo("succeeded");
    }
  }

  @Test
  void acceptedTasksEndAlthoughServicesFreeze() throws Exception {
    // Given
    var before = submitted(20, probe("PT8S"));
    awaitStart(before.getFirst());

    // When
    offload.probeWorker.freeze();
    var meanwhile = submitted(20, probe("PT0.1S"));
    Thread.sleep(Duration.ofSeconds(15));
    offload.lifecycle.freeze();
    Thread.sleep(Duration.ofSeconds(15));
    offload.probeWorker.thaw();
    var withoutLifecycle = submitted(20, probe("PT0.1S"));
    Thread.sleep(Duration.ofSeconds(15));
    offload.lifecycle.thaw();

    // Then
    assertSucceeded(before);
    assertSucceeded(meanwhile);
    assertSucceeded(withoutLifecycle);
  }

  @Test
  void acceptedTasksEndAlthoughEachServiceIsKilled() throws Exception {
    // Given
    var underWay = submitted(50, probe("PT8S"));
    awaitStart(underWay.getFirst());
    var waiting = submitted(50, probe("PT0.1S"));

    // When
    var killed = List.of(offload.probeWorker, offload.lifecycle, offload.api);
    killed.forEach(Box::kill);
    killed.forEach(Box::startAgain);
    client.close();
    client = OneOfEach.clientOf(offload.api);

    // Then
    assertSucceeded(underWay);
    assertSucceeded(waiting);
  }

  private static List<String> submitted(int number, JsonNode task) throws Exception {
    var answer = client.submitAll(Collections.nCopies(number, task));
    assertThat(answer.refused()).isEmpty();
    return answer.accepted();
  }

  private static void assertSucceeded(List<String> tasks) {
    for (var task : tasks) {
      var seen = ended(client, task);
      assertThat(seen.state()).as("%s", seen.json()).isEqualTo("succeeded");
    }
  }

  private static SeenTask ended(OffloadClient asker, String task) {
    return patiently().until(() -> asker.task(task), SeenTask::hasEnded);
  }

  private static void awaitStart(String task) {
    patiently().until(() -> client.task(task), seen -> seen.lastRun().isPresent());
  }

  private static ConditionFactory patiently() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptionsInstanceOf(IOException.class);
  }

  /// The id of the task, or nothing if it is refused.
  private static String accepted(OffloadClient client, JsonNode task) throws Exception {
    try {
      return client.submit(task).id();
    } catch (Refused _) {
      return "";
    }
  }

  private static JsonNode probe(String sleep) {
    return json("{'type': 'probe', 'input': {'sleep': '%s'}}".formatted(sleep));
  }

  private static JsonNode picture(String file, String format) {
    return json(
        """
        {'type': 'image', 'input': {'source': {'file': '%s'}, 'outputs':
          [{'name': 'out', 'format': '%s', 'resize': {'width': 2000, 'height': 2000, 'fit': 'contain'}}]}}
        """
            .formatted(file, format));
  }

  private static JsonNode json(String singleQuoted) {
    try {
      return JSON.readTree(singleQuoted.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(singleQuoted, e);
    }
  }

  private static byte[] photo() throws IOException {
    try (var photo = ContainersIT.class.getResourceAsStream("/pictures/astronaut.png")) {
      return photo.readAllBytes();
    }
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }
}
