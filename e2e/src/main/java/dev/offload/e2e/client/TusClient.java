package dev.offload.e2e.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.process.ReadyLine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// A client that uploads a file in pieces, as tus 1.0.0 has it.
public final class TusClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String apiKey;

  public TusClient(ReadyLine ready) {
    this.base = ready.url();
    this.apiKey = ready.apiKey();
  }

  /// Begins a file of this size.
  ///
  /// @return its path
  public String begin(long size) throws IOException, InterruptedException {
    var request =
        to("/v1/files")
            .header("Upload-Length", Long.toString(size))
            .POST(BodyPublishers.noBody())
            .build();
    return expect(201, http.send(request, BodyHandlers.ofString()))
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  /// A token for the upload of the file with this id.
  public String token(String id) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve("/v1/tokens"))
            .header("Authorization", "Bearer " + apiKey)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"upload\": \"%s\"}".formatted(id)))
            .build();
    return JSON.readTree(expect(201, http.send(request, BodyHandlers.ofString())).body())
        .path("token")
        .asText();
  }

  /// How many bytes of the file the server has.
  public long offset(String file) throws IOException, InterruptedException {
    return Long.parseLong(header(file, "Upload-Offset"));
  }

  /// The hash of a whole file, in hexadecimal digits.
  public String hash(String file) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve(file))
            .header("Authorization", "Bearer " + apiKey)
            .HEAD()
            .build();
    var tag =
        expect(200, http.send(request, BodyHandlers.ofString()))
            .headers()
            .firstValue("ETag")
            .orElseThrow();
    return tag.substring(1, tag.length() - 1);
  }

  private String header(String file, String name) throws IOException, InterruptedException {
    var request = to(file).HEAD().build();
    return expect(200, http.send(request, BodyHandlers.ofString()))
        .headers()
        .firstValue(name)
        .orElseThrow();
  }

  /// Sends a piece of so many bytes.
  ///
  /// @return the status of the answer
  /// @throws IOException if the connection or `content` breaks
  public int send(String file, long offset, InputStream content, long length)
      throws IOException, InterruptedException {
    var body =
        length == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> content), length);
    var request =
        to(file)
            .header("Upload-Offset", Long.toString(offset))
            .header("Content-Type", "application/offset+octet-stream")
            .method("PATCH", body)
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /// The content of a file. The caller closes it.
  public InputStream download(String file) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve(file))
            .header("Authorization", "Bearer " + apiKey)
            .build();
    return expect(200, http.send(request, BodyHandlers.ofInputStream())).body();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("Authorization", "Bearer " + apiKey)
        .header("Tus-Resumable", "1.0.0");
  }

  private static <T> HttpResponse<T> expect(int status, HttpResponse<T> response)
      throws IOException {
    if (response.statusCode() != status) {
      throw new IOException(
          "%s %s was answered with %d"
              .formatted(
                  response.request().method(), response.request().uri(), response.statusCode()));
    }
    return response;
  }

  @Override
  public void close() {
    http.close();
  }
}
