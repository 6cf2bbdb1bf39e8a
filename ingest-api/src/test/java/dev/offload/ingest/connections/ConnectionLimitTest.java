package dev.offload.ingest.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitTest {

  @ParameterizedTest
  @CsvSource({"1024, 256", "4096, 1024", "1048576, 10000", "9223372036854775807, 10000", "3, 1"})
  void clientsGetAQuarterOfTheFilesButNotMoreThanTenThousand(long files, long connections) {
    assertThat(ConnectionLimit.of(files)).isEqualTo(connections);
  }

  @Test
  void everyProcessHasALimit() {
    var config = new SmallRyeConfigBuilder().addDiscoveredSources().build();

    assertThat(config.getValue(ConnectionLimit.PROPERTY, int.class)).isBetween(1, 10_000);
  }

  @Test
  void operatorsSettingWins() {
    var set = new PropertiesConfigSource(Map.of(ConnectionLimit.PROPERTY, "7"), "operator", 100);
    var config = new SmallRyeConfigBuilder().addDiscoveredSources().withSources(set).build();

    assertThat(config.getValue(ConnectionLimit.PROPERTY, int.class)).isEqualTo(7);
  }
}
