package dev.offload.ingest.malformed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// A wrong request in the making, and the problem it has to get.
final class WrongRequest {

  private final String name;
  private final String line;
  private String authorization = "Bearer {key}";
  private String contentType = "application/json";
  private String moreHeaders = "";
  private String length = "";
  private byte[] body = {};
  private int status;
  private String code = "";
  private String pointer;
  private String words = "";

  private WrongRequest(String name, String line) {
    this.name = name;
    this.line = line;
  }

  static WrongRequest request(String name, String line) {
    return new WrongRequest(name, line);
  }

  /// A `POST /v1/tasks`.
  static WrongRequest task(String name, String body) {
    return request(name, "POST /v1/tasks").body(body);
  }

  /// A task that is right but for one more member.
  static WrongRequest member(String member) {
    return task(member, "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}, " + member + "}");
  }

  /// A task of the right type with this input.
  static WrongRequest input(String input) {
    return task("input " + input, "{\"type\": \"parcel\", \"input\": " + input + "}");
  }

  WrongRequest body(String text) {
    return body(text.getBytes(UTF_8));
  }

  WrongRequest body(byte... bytes) {
    this.body = bytes.clone();
    return this;
  }

  /// Without one where null.
  WrongRequest authorization(String value) {
    this.authorization = value;
    return this;
  }

  /// Without one where null.
  WrongRequest contentType(String value) {
    this.contentType = value;
    return this;
  }

  WrongRequest header(String header) {
    this.moreHeaders += "\r\n" + header;
    return this;
  }

  /// A `Content-Length` other than that of the body.
  WrongRequest declaredLength(long bytes) {
    this.length = Long.toString(bytes);
    return this;
  }

  WrongRequest gets(int problemStatus, String problemCode) {
    this.status = problemStatus;
    this.code = problemCode;
    return this;
  }

  /// Also one of `errors` has this pointer.
  WrongRequest at(String jsonPointer) {
    this.pointer = jsonPointer;
    return this;
  }

  /// Also the problem has these words.
  WrongRequest saying(String expected) {
    this.words = expected;
    return this;
  }

  String head() {
    return line
        + " HTTP/1.1"
        + (authorization == null ? "" : "\r\nAuthorization: " + authorization)
        + (contentType == null ? "" : "\r\nContent-Type: " + contentType)
        + moreHeaders
        + "\r\nContent-Length: "
        + (length.isEmpty() ? body.length : length);
  }

  byte[] body() {
    return body.clone();
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String pointer() {
    return pointer;
  }

  String words() {
    return words;
  }

  @Override
  public String toString() {
    return name.length() > 80 ? name.substring(0, 80) + "…" : name;
  }

  static byte[] bytes(String before, int[] between, String after) {
    byte[] start = before.getBytes(UTF_8);
    byte[] end = after.getBytes(UTF_8);
    byte[] all = Arrays.copyOf(start, start.length + between.length + end.length);
    for (int i = 0; i < between.length; i++) {
      all[start.length + i] = (byte) between[i];
    }
    System.arraycopy(end, 0, all, start.length + between.length, end.length);
    return all;
  }
}
