package dev.offload.files;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The objects of a bucket whose keys begin with a prefix. Keys are given and answered without it.
final class S3Bucket {
  /// The codes with which S3 says that an object or an upload does not exist. The last one is
  /// from the client, for the answer to HEAD.
  private static final Set<String> MISSING = Set.of("NoSuchKey", "NoSuchUpload", "404");

  /// The statuses, besides all from 500 on, that are about the bucket or the settings: no
  /// permission, no such bucket, too slow, others change the object, too many requests.
  private static final Set<Integer> NOT_NOW = Set.of(401, 403, 404, 408, 409, 429);

  /// How often a request is sent while others change the object.
  private static final int MOST_CONFLICTS = 5;

  /// The time limit of a call that moves many bytes. Other calls have the limit of the client.
  private static final Duration LONG_CALL = Duration.ofMinutes(10);

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  S3Bucket(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /// A small object.
  static final class Content {
    private final byte[] bytes;
    private final String etag;

    private Content(byte[] bytes, String etag) {
      this.bytes = bytes;
      this.etag = etag;
    }

    byte[] bytes() {
      return bytes;
    }

    /// Names this content of the object.
    String etag() {
      return etag;
    }
  }

  /// An object of a listing.
  record Listed(String key, long size, Instant changedAt) {}

  /// An upload in parts that has not ended.
  record Unfinished(String key, String upload, Instant begunAt) {}

  String name() {
    return bucket;
  }

  String keyInBucket(String key) {
    return prefix + key;
  }

  Optional<Content> get(String key) throws IOException {
    return ifFound(
        () -> {
          var answer = client.getObjectAsBytes(it -> it.bucket(bucket).key(prefix + key));
          return new Content(answer.asByteArrayUnsafe(), answer.response().eTag());
        });
  }

  /// The size of an object.
  Optional<Long> size(String key) throws IOException {
    return ifFound(
        () -> client.headObject(it -> it.bucket(bucket).key(prefix + key)).contentLength());
  }

  /// Opens `length` bytes of an object, which has that many. The caller closes the stream.
  Optional<InputStream> open(String key, ByteRange range) throws IOException {
    long last = range.offset() + range.length() - 1;
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(prefix + key)
            .range("bytes=%d-%d".formatted(range.offset(), last))
            .build();
    return ifFound(() -> new S3Input(client.getObject(request)));
  }

  /// Does not read the rest of the content if it is closed early.
  private static final class S3Input extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> content;
    private long left;

    private S3Input(ResponseInputStream<GetObjectResponse> content) {
      super(content);
      this.content = content;
      this.left = content.response().contentLength();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read;
      try {
        read = super.read(target, offset, length);
      } catch (IOException | SdkException e) {
        throw broken(e);
      }
      left -= Math.max(0, read);
      if (read < 0 && left > 0) {
        throw broken(new EOFException("%d bytes are missing".formatted(left)));
      }
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(count);
      left -= skipped;
      return skipped;
    }

    @Override
    public void close() throws IOException {
      if (left > 0) {
        content.abort();
      } else {
        content.close();
      }
    }

    /// The connection broke, or S3 sends nothing any more.
    private static StoreUnavailable broken(Exception e) {
      return new StoreUnavailable("S3 stopped sending: " + e.getMessage(), e);
    }
  }

  void put(String key, byte[] bytes) throws IOException {
    var _ = told(() -> client.putObject(to(key).build(), RequestBody.fromBytes(bytes)));
  }

  void put(String key, Spool content) throws IOException {
    PutObjectRequest request = to(key).overrideConfiguration(S3Bucket::longCall).build();
    var _ = told(() -> client.putObject(request, content.body()));
  }

  /// Sets the time limit of a call that moves many bytes, here or within S3.
  private static void longCall(AwsRequestOverrideConfiguration.Builder settings) {
    settings.apiCallTimeout(LONG_CALL);
  }

  /// Returns false if there is an object with this key.
  boolean putNew(String key, byte[] bytes) throws IOException {
    if (put(to(key).ifNoneMatch("*"), bytes).isPresent()) {
      return true;
    }
    if (get(key).isEmpty()) {
      throw new IOException(
          "S3 refuses to create an object because it exists, but has no such object");
    }
    return false;
  }

  /// Replaces the object if its content is still the one with this tag.
  ///
  /// @return the new tag, or nothing if somebody else has changed or deleted it
  Optional<String> replace(String key, String etag, byte[] bytes) throws IOException {
    return put(to(key).ifMatch(etag), bytes);
  }

  /// Replaces the object with bytes that nobody else writes. So it is known to have been
  /// replaced even if the answer got lost and the request was sent again.
  Optional<String> replaceWithOwn(String key, String etag, byte[] bytes) throws IOException {
    Optional<String> replaced = replace(key, etag, bytes);
    return replaced.isPresent()
        ? replaced
        : get(key).filter(it -> Arrays.equals(it.bytes(), bytes)).map(Content::etag);
  }

  /// Empty if the condition of the request does not hold. S3 answers 409 while another request
  /// changes the object; the request is then sent again.
  private Optional<String> put(PutObjectRequest.Builder request, byte[] bytes) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Optional.of(client.putObject(request.build(), RequestBody.fromBytes(bytes)).eTag());
      } catch (S3Exception e) {
        if (e.statusCode() == PRECONDITION_FAILED || isObjectMissing(e)) {
          return Optional.empty();
        }
        if (e.statusCode() != CONFLICT || attempt == MOST_CONFLICTS) {
          throw failure(e);
        }
      } catch (SdkException e) {
        throw failure(e);
      }
    }
  }

  private PutObjectRequest.Builder to(String key) {
    return PutObjectRequest.builder().bucket(bucket).key(prefix + key);
  }

  /// Deletes an object, if there is one.
  void delete(String key) throws IOException {
    var _ = ifFound(() -> client.deleteObject(it -> it.bucket(bucket).key(prefix + key)));
  }

  /// The objects whose keys begin with `start`, in the order of their keys. A page is asked for
  /// when it is needed; the iterator fails with [java.io.UncheckedIOException].
  Iterator<Listed> list(String start) {
    return pages(
        ListObjectsV2Request.builder().bucket(bucket).prefix(prefix + start).build(),
        page -> page.contents().stream().map(this::listed));
  }

  private Listed listed(S3Object object) {
    return new Listed(unprefixed(object.key()), object.size(), object.lastModified());
  }

  /// The distinct next segments of the keys that begin with `start`, up to the next slash.
  List<String> folders(String start) throws IOException {
    Iterator<String> folders =
        pages(
            ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(prefix + start)
                .delimiter("/")
                .build(),
            page -> page.commonPrefixes().stream().map(CommonPrefix::prefix));
    return S3Pages.all(folders).stream()
        .map(folder -> unprefixed(folder).substring(start.length()).replace("/", ""))
        .toList();
  }

  private <T> Iterator<T> pages(
      ListObjectsV2Request request, Function<ListObjectsV2Response, Stream<T>> items) {
    return new S3Pages<>(
        token -> {
          var page =
              told(
                  () -> client.listObjectsV2(request.toBuilder().continuationToken(token).build()));
          return new S3Pages.Page<>(items.apply(page).toList(), page.nextContinuationToken());
        });
  }

  private String unprefixed(String key) {
    return key.substring(prefix.length());
  }

  /// Begins an object that is uploaded in parts.
  String beginParts(String key) throws IOException {
    return told(() -> client.createMultipartUpload(it -> it.bucket(bucket).key(prefix + key)))
        .uploadId();
  }

  /// @return the tag of the part
  String putPart(String key, String upload, int number, Spool content) throws IOException {
    return told(() ->
            client.uploadPart(
                it ->
                    it.bucket(bucket)
                        .key(prefix + key)
                        .uploadId(upload)
                        .partNumber(number)
                        .contentLength(content.size())
                        .overrideConfiguration(S3Bucket::longCall),
                content.body()))
        .eTag();
  }

  /// Makes an object of these parts.
  void completeParts(String key, String upload, List<S3Part> parts) throws IOException {
    List<CompletedPart> completed =
        parts.stream()
            .map(it -> CompletedPart.builder().partNumber(it.number()).eTag(it.etag()).build())
            .toList();
    var _ =
        told(
            () ->
                client.completeMultipartUpload(
                    it ->
                        it.bucket(bucket)
                            .key(prefix + key)
                            .uploadId(upload)
                            .multipartUpload(parted -> parted.parts(completed))
                            .overrideConfiguration(S3Bucket::longCall)));
  }

  /// Deletes all parts of an upload, if there is one.
  void abortParts(String key, String upload) throws IOException {
    var _ =
        ifFound(
            () ->
                client.abortMultipartUpload(
                    it -> it.bucket(bucket).key(prefix + key).uploadId(upload)));
  }

  /// Uploads in parts that have neither been completed nor aborted.
  List<Unfinished> unfinished(String start) throws IOException {
    try {
      return client
          .listMultipartUploadsPaginator(it -> it.bucket(bucket).prefix(prefix + start))
          .uploads()
          .stream()
          .filter(it -> it.key().startsWith(prefix + start))
          .map(it -> new Unfinished(unprefixed(it.key()), it.uploadId(), it.initiated()))
          .toList();
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private static <T> Optional<T> ifFound(Supplier<T> call) throws IOException {
    try {
      return Optional.of(call.get());
    } catch (S3Exception e) {
      if (isObjectMissing(e)) {
        return Optional.empty();
      }
      throw failure(e);
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  /// Whether S3 says that it does not have the object. A proxy in front of S3 may answer 404,
  /// too; the answer to HEAD has nothing that tells them apart.
  private static boolean isObjectMissing(S3Exception e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return e.statusCode() == NOT_FOUND && (code == null || MISSING.contains(code));
  }

  private static <T> T told(Supplier<T> call) throws IOException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  /// A request that S3 finds wrong stays wrong. Every other failure may pass: S3 does not
  /// answer, can't do it now, or refuses access.
  private static IOException failure(SdkException e) {
    if (!(e instanceof S3Exception answer)) {
      return new StoreUnavailable("S3 does not answer: " + e.getMessage(), e);
    }
    String message = "S3 refuses: " + e.getMessage();
    return answer.statusCode() >= 500
            || (NOT_NOW.contains(answer.statusCode()) && !isObjectMissing(answer))
        ? new StoreUnavailable(message, e)
        : new IOException(message, e);
  }
}
