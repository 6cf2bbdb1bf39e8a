package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.topic.Topics;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A change of the topology has to be reviewed, since stores and changelogs depend on its
/// names.
class TopologyGoldenTest {
  @Test
  void topologyIsAsReviewed() throws IOException, URISyntaxException {
    var golden = Path.of(getClass().getResource("/topology.golden.txt").toURI());
    assertThat(LifecycleTopology.of(null, Topics.DIRECT).describe())
        .hasToString(Files.readString(golden));
  }
}
