package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.work.DigestNews;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the store of digests and its changelog have of one.
class StoredDigestTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void everyStateIsStoredAsInTheGoldenFile() throws IOException, URISyntaxException {
    StringBuilder stored = new StringBuilder();
    try (LifecycleRig rig = new LifecycleRig()) {
      DigestNews news = news("first", rig.now().plus(HOUR));
      rig.tell(news);
      add(stored, "one", rig.storedDigest(news));
      for (int i = 0; i < 51; i++) {
        rig.tell(news("n" + i, rig.now().plus(HOUR)));
      }
      add(stored, "more-than-are-told", rig.storedDigest(news));
      rig.advance(HOUR.plusSeconds(11));
      add(stored, "sent", rig.storedDigest(news));
      assertThat(rig.parked()).isEmpty();
    }
    assertThat(stored.toString()).isEqualTo(golden());
  }

  @Test
  void goldenFileIsWrittenAsItWasRead() throws IOException, URISyntaxException {
    for (String line : golden().lines().toList()) {
      String json = line.substring(line.indexOf(' ') + 1);
      byte[] read = json.getBytes(StandardCharsets.UTF_8);
      assertThat(StoredJson.of(Codecs.DIGESTS.write(Codecs.DIGESTS.read(read))))
          .as(line)
          .isEqualTo(json);
    }
  }

  private static void add(StringBuilder all, String state, byte[] entry) {
    all.append(state).append(' ').append(StoredJson.of(entry)).append('\n');
  }

  private static DigestNews news(String id, Instant due) {
    return new DigestNews(
        "acme",
        "u-42",
        id,
        due,
        "acme.k1.abc",
        RetryPolicy.DEFAULT,
        Json.MAPPER.createObjectNode().put("type", "task.succeeded"));
  }

  private static String golden() throws IOException, URISyntaxException {
    return Files.readString(
        Path.of(StoredDigestTest.class.getResource("/stored-digests.golden.txt").toURI()));
  }
}
