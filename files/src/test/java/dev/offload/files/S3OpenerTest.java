package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

class S3OpenerTest {
  @TempDir Path directory;

  @Test
  void withoutABucketFilesAreInTheDirectory() throws IOException {
    FileStorage place = open(new S3ForTests.Settings(Map.of()));

    assertThat(place.files()).isInstanceOf(DirectoryFileStore.class);
  }

  @Test
  void checkLeavesNothing() throws IOException {
    S3ForTests s3 = new S3ForTests(directory);

    assertThat(open(s3.config(Map.of())).files()).isInstanceOf(S3FileStore.class);

    assertThat(s3.keys("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bucket | nothing | The bucket 'nothing' at http://127.0.0.1",
        "secret-key | wrong | can't be used for files: S3 refuses",
        "access-key | '' | must be set together",
        "endpoint | http://127.0.0.1:1 | at http://127.0.0.1:1 can't be used for files: S3 does not",
        "timeout | PT0S | offload.files.s3.timeout must be more than 0, was PT0S",
        "links.lifetime | P8D | offload.files.s3.links.lifetime must be from 1 second to 7 days",
      })
  void errorNamesWhatIsWrongWithTheBucket(String setting, String value, String told) {
    S3Config config =
        new S3ForTests(directory).config(Map.of("offload.files.s3." + setting, value));

    assertThatThrownBy(() -> open(config))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(told);
  }

  @Test
  void silentServerIsGivenUpInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      S3Config config =
          new S3ForTests(directory)
              .config(
                  Map.of(
                      "offload.files.s3.timeout",
                      "PT0.5S",
                      "offload.files.s3.endpoint",
                      "http://127.0.0.1:" + silent.getLocalPort()));

      // Its silence alone is borne for 30 s.
      assertThatThrownBy(() -> assertTimeout(Duration.ofSeconds(15), () -> open(config)))
          .isInstanceOf(IOException.class)
          .hasRootCauseInstanceOf(ApiCallTimeoutException.class);
    }
  }

  @Test
  void linksHaveTheEndpointOfClients() throws IOException {
    S3ForTests s3 = new S3ForTests(directory);
    StoredFile file =
        FileStoreConformance.stored(
            s3.open(InstantSource.system())
                .files()
                .store("acme", FileStoreConformance.file(9), FileStoreConformance.input("hello")));
    S3Config config =
        s3.config(
            Map.of(
                "offload.files.s3.links.lifetime", "PT1M",
                "offload.files.s3.links.endpoint", "https://files.example"));

    assertThat(open(config).files().link(file, new LinkHeaders("a/b", "attachment")))
        .hasValueSatisfying(
            link -> assertThat(link.toString()).startsWith("https://files.example/files/"));
  }

  private FileStorage open(S3Config config) throws IOException {
    return FileStorage.open(config, directory, StoreLimits.none(), InstantSource.system());
  }
}
