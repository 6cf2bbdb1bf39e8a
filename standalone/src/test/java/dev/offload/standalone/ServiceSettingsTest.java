package dev.offload.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ServiceSettingsTest {
  private final ServiceSettings settings =
      new ServiceSettings(Map.of("quarkus.http.port", "8080", "offload.files.directory", "/d"));

  @Test
  void otherValueOfAFixedSettingIsOverruled() {
    Properties given = new Properties();
    given.setProperty("quarkus.http.port", "9090");
    given.setProperty("offload.files.directory", "/d");
    given.setProperty("offload.email.senders", "@example.com");

    assertThat(settings.overruled(given)).containsExactly("quarkus.http.port");
  }
}
