package dev.offload.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
  private final Announcement announcement =
      new Announcement(
          "http://127.0.0.1:8080",
          "http://127.0.0.1:9000",
          "off_a_b",
          "whsec_c",
          "http://127.0.0.1:8080/mail",
          1025,
          "/data \"x\"",
          42,
          "127.0.0.1:9092",
          new AllowedAddresses("127.0.0.0/8", ""));

  @Test
  void jsonIsOneLineWithEveryMember() throws Exception {
    var line = announcement.json();

    assertThat(line).doesNotContain("\n");
    var json = new ObjectMapper().readTree(line);
    assertThat(json.properties())
        .extracting(member -> member.getKey())
        .containsExactly(
            "url",
            "managementUrl",
            "apiKey",
            "webhookSecret",
            "mailUrl",
            "smtpPort",
            "dataDir",
            "pid",
            "bootstrapServers",
            "webhookAddresses",
            "sourceAddresses");
    assertThat(json.get("dataDir").asText()).isEqualTo("/data \"x\"");
    assertThat(json.get("pid").asLong()).isEqualTo(42);
  }

  @Test
  void textHasThreeCommandsWithAddressAndKey() {
    assertThat(announcement.text().lines().filter(line -> line.strip().startsWith("curl ")))
        .hasSize(3)
        .allMatch(line -> line.contains("http://127.0.0.1:8080/v1/"));
    assertThat(announcement.text()).contains("Authorization: Bearer off_a_b");
  }

  @Test
  void textSaysWhereConnectionsMayGo() {
    assertThat(announcement.text())
        .contains("to the internet and 127.0.0.0/8   (offload.webhook.allowed-addresses)")
        .contains("from the internet only   (offload.fetch.allowed-addresses)");
  }
}
