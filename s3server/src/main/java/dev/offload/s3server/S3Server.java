package dev.offload.s3server;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/// A server that speaks S3, in this process, on the loopback interface. It has one empty bucket.
public final class S3Server implements AutoCloseable {
  private static final String BUCKET = "files";
  private static final String ACCESS_KEY = "tests";
  private static final String SECRET_KEY = "not-a-secret";

  private final BlobStore objects;
  private final int port;
  private S3Proxy proxy;

  private S3Server(BlobStore objects) {
    this.objects = objects;
    proxy = started(objects, 0);
    port = proxy.getPort();
  }

  /// A server that forgets its objects.
  public static S3Server inMemory() {
    return start(new TransientNio2BlobStore());
  }

  /// A server with its objects in a directory, which exists.
  public static S3Server in(Path directory) {
    return start(new FilesystemNio2BlobStore(directory.toString()));
  }

  private static S3Server start(BlobStore store) {
    BlobStore objects = new ConditionalBlobStore(store);
    objects.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
    return new S3Server(objects);
  }

  private static S3Proxy started(BlobStore objects, int port) {
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .stopTimeout(0)
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server does not start", e);
    }
    return proxy;
  }

  /// Nobody answers from now on. The objects stay.
  public synchronized void goDown() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server does not stop", e);
    }
  }

  /// The end of [#goDown()].
  public synchronized void comeBack() {
    proxy = started(objects, port);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public String bucket() {
    return BUCKET;
  }

  /// The settings of a service that keeps its files here.
  public Map<String, String> settings() {
    return Map.of(
        "offload.files.s3.bucket", BUCKET,
        "offload.files.s3.endpoint", endpoint().toString(),
        "offload.files.s3.path-style", "true",
        "offload.files.s3.access-key", ACCESS_KEY,
        "offload.files.s3.secret-key", SECRET_KEY);
  }

  @Override
  public void close() {
    goDown();
  }
}
