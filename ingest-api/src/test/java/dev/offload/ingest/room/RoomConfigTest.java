package dev.offload.ingest.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoomConfigTest {

  @Test
  void bodiesOfAReplicaHaveSixteenMebibytes() {
    RoomConfig room =
        new SmallRyeConfigBuilder()
            .withMapping(RoomConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(RoomConfig.class);

    assertThat(room.bytes().asLongValue()).isEqualTo(16 * 1024 * 1024);
    assertThat(room.patience()).isEqualTo(Duration.ofSeconds(5));
    assertThat(room.waiting()).isEqualTo(64);
  }
}
