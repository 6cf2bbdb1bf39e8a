package dev.offload.files;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// An S3 bucket for files. Without one, files are kept in `offload.files.directory`. With one,
/// that directory only has files that are on their way to the bucket. The settings must be the
/// same for every process that stores or reads files.
@ConfigMapping(prefix = "offload.files.s3")
public interface S3Config {
  /// The bucket. It has to exist.
  Optional<String> bucket();

  /// What the keys of all objects begin with, such as `offload/`.
  Optional<String> prefix();

  /// Where the bucket is, unless it is in AWS: `http://minio:9000`, for example.
  Optional<URI> endpoint();

  /// The region of the bucket. Without it, the region is that of the AWS SDK's default chain, or
  /// `us-east-1` if there is an endpoint.
  Optional<String> region();

  /// Whether the bucket is named in the path of a URL rather than in its host.
  @WithDefault("false")
  boolean pathStyle();

  /// How long a call to the bucket may take, with its retries, before the bucket counts as not
  /// answering. Calls that move many bytes may take longer, as long as bytes move.
  @WithDefault("20s")
  Duration timeout();

  /// The id of the access key. Without it, credentials are those of the AWS SDK's default chain.
  Optional<String> accessKey();

  /// The secret of the access key.
  Optional<String> secretKey();

  Links links();

  /// Links to the bucket that are answered to downloads, instead of the bytes.
  interface Links {
    /// How long a link works. Without it, no links are answered.
    Optional<Duration> lifetime();

    /// The endpoint as clients reach it, if it is another one.
    Optional<URI> endpoint();
  }
}
