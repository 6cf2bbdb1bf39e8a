package dev.offload.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Signs links to objects of a bucket. A link works for a while, for anybody.
final class S3Links implements AutoCloseable {
  private final S3Presigner presigner;
  private final S3Bucket bucket;
  private final Duration lifetime;

  S3Links(S3Presigner presigner, S3Bucket bucket, Duration lifetime) {
    this.presigner = presigner;
    this.bucket = bucket;
    this.lifetime = lifetime;
  }

  URI to(String key, LinkHeaders headers) {
    try {
      return presigner
          .presignGetObject(
              presign ->
                  presign
                      .signatureDuration(lifetime)
                      .getObjectRequest(
                          get ->
                              get.bucket(bucket.name())
                                  .key(bucket.keyInBucket(key))
                                  .responseContentType(headers.contentType())
                                  .responseContentDisposition(headers.contentDisposition())
                                  .responseCacheControl("private, immutable")))
          .url()
          .toURI();
    } catch (URISyntaxException e) {
      throw new AssertionError("a signed link is not a URI", e);
    }
  }

  @Override
  public void close() {
    presigner.close();
  }
}
