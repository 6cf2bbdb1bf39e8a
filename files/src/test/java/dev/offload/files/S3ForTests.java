package dev.offload.files;

import dev.offload.s3server.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// A file store in S3 that a test has to itself: the server is one for all tests of a JVM.
final class S3ForTests {
  static final S3Server SERVER = S3Server.inMemory();

  private final String prefix = UUID.randomUUID() + "/";
  private final Path directory;
  final S3Bucket bucket = new S3Bucket(client(), SERVER.bucket(), prefix);

  /// @param directory for what is on its way
  S3ForTests(Path directory) {
    this.directory = directory;
  }

  /// One that nobody has made.
  S3Bucket otherBucket(String name) {
    return new S3Bucket(client(), name, prefix);
  }

  private static S3Client client() {
    Map<String, String> settings = SERVER.settings();
    return S3Client.builder()
        .endpointOverride(SERVER.endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    settings.get("offload.files.s3.access-key"),
                    settings.get("offload.files.s3.secret-key"))))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /// Opens the place anew, as another process would.
  FileStorage open(StoreLimits limits, InstantSource clock) throws IOException {
    return FileStorage.open(config(Map.of()), directory, limits, clock);
  }

  FileStorage open(InstantSource clock) throws IOException {
    return open(StoreLimits.none(), clock);
  }

  /// @param more settings besides those of the server
  S3Config config(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(SERVER.settings());
    settings.put("offload.files.s3.prefix", prefix);
    settings.putAll(more);
    return new Settings(settings);
  }

  /// @param given by their names
  record Settings(Map<String, String> given) implements S3Config {
    private Optional<String> text(String name) {
      return Optional.ofNullable(given.get("offload.files.s3." + name)).filter(it -> !it.isEmpty());
    }

    @Override
    public Optional<String> bucket() {
      return text("bucket");
    }

    @Override
    public Optional<String> prefix() {
      return text("prefix");
    }

    @Override
    public Optional<URI> endpoint() {
      return text("endpoint").map(URI::create);
    }

    @Override
    public Optional<String> region() {
      return text("region");
    }

    @Override
    public boolean pathStyle() {
      return text("path-style").filter("true"::equals).isPresent();
    }

    @Override
    public Duration timeout() {
      return text("timeout").map(Duration::parse).orElse(Duration.ofMinutes(2));
    }

    @Override
    public Optional<String> accessKey() {
      return text("access-key");
    }

    @Override
    public Optional<String> secretKey() {
      return text("secret-key");
    }

    @Override
    public Links links() {
      return new Links() {
        @Override
        public Optional<Duration> lifetime() {
          return text("links.lifetime").map(Duration::parse);
        }

        @Override
        public Optional<URI> endpoint() {
          return text("links.endpoint").map(URI::create);
        }
      };
    }
  }

  /// The keys that begin with one of these.
  List<String> keys(String... starts) throws IOException {
    try {
      return List.of(starts).stream()
          .flatMap(start -> all(start).stream())
          .map(S3Bucket.Listed::key)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private List<S3Bucket.Listed> all(String start) {
    try {
      return S3Pages.all(bucket.list(start));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many objects the store keeps of files, and parts that are in none.
  long remains() throws IOException {
    long objects =
        keys(S3Keys.FILES, S3Keys.CONTENT, S3Keys.HOLDS, S3Keys.PARTIAL, S3Keys.TAILS).size();
    return objects + bucket.unfinished(S3Keys.CONTENT).size();
  }
}
