package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.s3server.S3Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3FileStoreTest extends FileStoreConformance {
  @TempDir Path directory;

  private S3ForTests s3;

  @BeforeEach
  void findAPlace() {
    s3 = new S3ForTests(directory);
  }

  @Override
  FileStore store(InstantSource clock) throws IOException {
    return s3.open(clock).files();
  }

  @Override
  long pieces() throws IOException {
    return s3.remains();
  }

  @Override
  int rounds() {
    return 8; // each of them is some forty requests
  }

  @Test
  void manyPartsAreOneFile() throws IOException {
    byte[] bytes = new byte[17_000_003];
    new Random(5).nextBytes(bytes);

    StoredFile stored =
        stored(store().store("acme", file(bytes.length), new ByteArrayInputStream(bytes)));

    assertThat(stored.sha256()).isEqualTo(Sha256.of(Sha256.digest().digest(bytes)));
    try (InputStream in = store().open("acme", stored.id()).orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    try (InputStream in =
        store().open("acme", stored.id(), new ByteRange(8_388_600, 16)).orElseThrow()) {
      assertThat(in.readAllBytes())
          .isEqualTo(java.util.Arrays.copyOfRange(bytes, 8_388_600, 8_388_616));
    }
    assertThat(delete("acme", stored.id())).isTrue();
    assertThat(pieces()).isZero();
  }

  @Test
  void partsOfARefusedFileAreDeleted() throws IOException {
    InputStream tooLong = new ByteArrayInputStream(new byte[10_000_000]);

    assertThat(store().store("acme", file(9_000_000), tooLong))
        .isEqualTo(new Storing.FileTooLarge(9_000_000));

    assertThat(pieces()).isZero();
  }

  @Test
  void localDiskIsEmptyAfterAnUpload() throws IOException {
    put("acme", "hello");

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void uploadFailsWhenTheLocalDiskIsFull() throws IOException {
    Reserve full = new Reserve(List.of(directory), 1000, _ -> 999);
    FileStore store =
        s3.open(new StoreLimits(full, _ -> Quota.NONE), InstantSource.fixed(NOW)).files();

    assertThat(store.store("acme", file(9), input("hello"))).isEqualTo(new Storing.NoRoom());
    assertThat(pieces()).isZero();
  }

  @Test
  void linkGivesTheBytesWithTheHeadersThatWereAskedFor() throws IOException, URISyntaxException {
    StoredFile file = put("acme", "<script>");
    FileStore store =
        FileStorage.open(
                s3.config(Map.of("offload.files.s3.links.lifetime", "PT1M")),
                directory,
                StoreLimits.none(),
                InstantSource.system())
            .files();

    URI link =
        store
            .link(file, new LinkHeaders("text/html", "attachment; filename=\"a.html\""))
            .orElseThrow();

    HttpURLConnection answer = (HttpURLConnection) link.toURL().openConnection();
    try (InputStream in = answer.getInputStream()) {
      assertThat(read(Optional.of(in))).isEqualTo("<script>");
    }
    assertThat(answer.getContentType()).isEqualTo("text/html");
    assertThat(answer.getHeaderField("Content-Disposition"))
        .isEqualTo("attachment; filename=\"a.html\"");
    URI forged = new URI(link.toString().replace("text%2Fhtml", "text%2Fplain"));
    assertThat(((HttpURLConnection) forged.toURL().openConnection()).getResponseCode())
        .isEqualTo(403);
  }

  @Test
  void storeThatDoesNotAnswerIsUnavailable() throws IOException {
    try (S3Server server = S3Server.inMemory()) {
      FileStore store =
          FileStorage.open(
                  new S3ForTests.Settings(server.settings()),
                  directory,
                  StoreLimits.none(),
                  InstantSource.system())
              .files();
      StoredFile file = stored(store.store("acme", file(9), input("hello")));
      Standing.Idle idle = (Standing.Idle) store.look("acme", file.id());
      server.goDown();

      List<ThrowingCallable> calls =
          List.of(
              () -> store.store("acme", file(9), input("hello")),
              () -> store.find("acme", file.id()),
              () -> store.open("acme", file.id()),
              () -> store.hold("acme", file.id()),
              () -> store.look("acme", file.id()),
              () -> store.delete(idle),
              () -> store.usage("acme"));
      assertThat(calls)
          .allSatisfy(call -> assertThatThrownBy(call).isInstanceOf(StoreUnavailable.class));
      server.comeBack();

      assertThat(read(store.open("acme", file.id()))).isEqualTo("hello");
    }
  }

  @Test
  void bucketThatRefusesAccessIsUnavailable() throws IOException {
    S3Bucket other = s3.otherBucket("no-such-bucket");

    assertThatThrownBy(() -> other.get("x")).isInstanceOf(StoreUnavailable.class);
    assertThat(s3.bucket.get("x")).isEmpty();
  }

  @Test
  void linksAreGivenOutOnlyIfConfigured() throws IOException {
    StoredFile file = put("acme", "hello");

    assertThat(store().link(file, new LinkHeaders("text/plain", "inline"))).isEmpty();
  }
}
