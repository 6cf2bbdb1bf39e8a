package dev.offload.ingest.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewConfigTest {
  private static final String URL = "offload.view.postgres.url";

  @Test
  void viewIsAFileByDefault() {
    ViewConfig config = Limits.in(Path.of("view"));

    assertThat(config.postgres().url()).isEmpty();
    assertThat(config.readers()).isEqualTo(4);
    assertThat(config.listReaders()).isEqualTo(2);
    assertThat(config.answerLimit()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.scanLimit()).isEqualTo(Duration.ofMillis(200));
    assertThat(config.pageBytes().asLongValue()).isEqualTo(1024 * 1024);
  }

  @Test
  void databaseIsNamedByAUrl() {
    String url = "jdbc:postgresql://db/offload?sslmode=verify-full";
    ViewConfig config =
        Limits.config(
            Map.of(URL, url, "offload.view.directory", "v", "offload.view.postgres.user", "anna"));

    assertThat(PostgresServer.of(config.postgres()))
        .isEqualTo(new PostgresServer(url, Optional.of("anna"), Optional.empty(), "offload_view"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres://db/offload", "jdbc:mysql://db/offload", "db"})
  void urlOfAnotherKindIsRefused(String url) {
    assertThatException()
        .isThrownBy(() -> Limits.config(Map.of(URL, url, "offload.view.directory", "v")))
        .withMessageContaining("must begin with jdbc:postgresql:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Offload", "a-b", "a\"b", "1a", ""})
  void nameThatNeedsQuotesIsRefused(String schema) {
    assertThatException()
        .isThrownBy(
            () ->
                Limits.config(
                    Map.of("offload.view.postgres.schema", schema, "offload.view.directory", "v")));
  }
}
