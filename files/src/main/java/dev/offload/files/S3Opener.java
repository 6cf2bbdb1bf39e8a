package dev.offload.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Opens a bucket for files, after checking that it can be used.
final class S3Opener {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  /// How long S3 may be silent.
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  private static final Region NO_REGION = Region.US_EAST_1;

  /// What AWS allows.
  private static final Duration LONGEST_LINK = Duration.ofDays(7);

  private final S3Config config;
  private final AwsCredentialsProvider credentials;
  private final Region region;

  private S3Opener(S3Config config) throws IOException {
    this.config = config;
    this.credentials = credentials(config);
    this.region = region(config);
  }

  static FileStorage open(S3Config config, Path directory, StoreLimits limits, InstantSource clock)
      throws IOException {
    return new S3Opener(config).open(directory, limits, clock);
  }

  private FileStorage open(Path directory, StoreLimits limits, InstantSource clock)
      throws IOException {
    checkSettings();
    Durable.createFolders(directory.toAbsolutePath());
    S3Client client = client();
    S3Bucket bucket =
        new S3Bucket(client, config.bucket().orElseThrow(), config.prefix().orElse(""));
    boolean isUsable = false;
    try {
      check(bucket);
      isUsable = true;
    } finally {
      if (!isUsable) {
        client.close();
      }
    }
    S3Usage usage = new S3Usage(bucket, new S3Census(bucket, clock));
    Optional<S3Links> links =
        config.links().lifetime().map(lifetime -> new S3Links(presigner(), bucket, lifetime));
    S3FileStore files = new S3FileStore(bucket, usage, links, directory, limits, clock);
    return new FileStorage(
        files,
        most -> new S3PartialFiles(bucket, files, usage, directory, limits, most, clock),
        new S3Upkeep(bucket, files, usage, clock, System::nanoTime),
        () -> {
          links.ifPresent(S3Links::close);
          client.close();
        });
  }

  private void checkSettings() throws IOException {
    if (!config.timeout().isPositive()) {
      throw new IOException(
          "offload.files.s3.timeout must be more than 0, was " + config.timeout());
    }
    Optional<Duration> lifetime = config.links().lifetime();
    if (lifetime.isPresent()
        && (lifetime.get().toSeconds() < 1 || lifetime.get().compareTo(LONGEST_LINK) > 0)) {
      throw new IOException(
          "offload.files.s3.links.lifetime must be from 1 second to 7 days, was " + lifetime.get());
    }
  }

  private static AwsCredentialsProvider credentials(S3Config config) throws IOException {
    if (config.accessKey().isPresent() != config.secretKey().isPresent()) {
      throw new IOException(
          "offload.files.s3.access-key and offload.files.s3.secret-key must be set together");
    }
    return config.accessKey().isPresent()
        ? StaticCredentialsProvider.create(
            AwsBasicCredentials.create(config.accessKey().get(), config.secretKey().orElseThrow()))
        : DefaultCredentialsProvider.builder().build();
  }

  private static Region region(S3Config config) throws IOException {
    if (config.region().isPresent()) {
      return Region.of(config.region().get());
    }
    if (config.endpoint().isPresent()) {
      return NO_REGION;
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      throw new IOException("offload.files.s3.region must be set: " + e.getMessage(), e);
    }
  }

  /// Checksums of the SDK's own are left out where S3 does not ask for them: other servers do not
  /// know them. TLS, or the signature of the body, protects what is sent.
  private S3Client client() {
    return S3Client.builder()
        .region(region)
        .credentialsProvider(credentials)
        .applyMutation(builder -> config.endpoint().ifPresent(builder::endpointOverride))
        .serviceConfiguration(settings())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(it -> it.apiCallTimeout(config.timeout()))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_WITHIN)
                .socketTimeout(ANSWER_WITHIN))
        .build();
  }

  private S3Presigner presigner() {
    Optional<URI> endpoint = config.links().endpoint().or(config::endpoint);
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(region)
            .credentialsProvider(credentials)
            .serviceConfiguration(settings());
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private S3Configuration settings() {
    return S3Configuration.builder()
        .pathStyleAccessEnabled(config.pathStyle())
        .chunkedEncodingEnabled(false)
        .expectContinueEnabled(false)
        .build();
  }

  /// Writes an object and deletes it again. Its conditions must be kept, or two processes could
  /// both believe that they have changed the same object.
  private void check(S3Bucket bucket) throws IOException {
    String key = "check-" + UUID.randomUUID();
    byte[] bytes = "offload".getBytes(UTF_8);
    boolean isKept;
    try {
      isKept = isKept(bucket, key, bytes);
    } catch (IOException e) {
      throw new IOException(unusable(e.getMessage()), e);
    }
    if (!isKept) {
      throw new IOException(
          unusable(
              "it does not keep the conditions If-Match and If-None-Match of PutObject. Use a"
                  + " server that does, such as AWS S3, MinIO or Cloudflare R2."));
    }
  }

  private static boolean isKept(S3Bucket bucket, String key, byte[] bytes) throws IOException {
    try {
      boolean isNew = bucket.putNew(key, bytes);
      Optional<S3Bucket.Content> read = bucket.get(key);
      boolean isIgnored =
          bucket.putNew(key, bytes)
              || bucket.replace(key, "\"00000000000000000000000000000000\"", bytes).isPresent();
      boolean isReplaced =
          read.isPresent() && bucket.replace(key, read.get().etag(), bytes).isPresent();
      return isNew && !isIgnored && isReplaced;
    } finally {
      bucket.delete(key);
    }
  }

  private String unusable(String why) {
    return "The bucket '%s'%s can't be used for files: %s"
        .formatted(
            config.bucket().orElseThrow(),
            config.endpoint().map(it -> " at " + it).orElse(""),
            why);
  }
}
