package dev.offload.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.url.OutsideUrl;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
  private static final OutsideUrl URL =
      OutsideUrl.of("https://shop.example/a/rows%20of%20M%C3%A4rz.csv?x=/y");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "attachment; filename=\"a b.csv\"|a b.csv",
        "attachment; filename=a.csv|a.csv",
        "inline; FileName=\"a;b.csv\"|a;b.csv",
        "attachment; filename=\"a\\\"b.csv\"|a\"b.csv",
        "attachment; filename=\"old.csv\"; filename*=UTF-8''%e2%82%ac.csv|€.csv",
        "attachment; filename*=ISO-8859-1'en'%A3+1.csv|£+1.csv",
        "attachment; filename=\"%22a%22.csv\"|\"a\".csv",
        "attachment; filename=\"=?utf-8?B?w6QuY3N2?=\"|ä.csv",
        "attachment; filename=\"M\u00c3\u00a4rz.csv\"|März.csv",
        "attachment; filename*=UTF-8''%zz; filename=b.csv|b.csv",
        "attachment; filename*=EBCDIC''a; filename=b.csv|b.csv",
        "attachment; filename=\"../../etc/passwd\"|passwd",
        "attachment; filename=\"C:\\\\temp\\\\a.csv\"|a.csv",
        "attachment; filename*=UTF-8''..%2Fa%00b.csv|ab.csv",
        "attachment; filename*=UTF-8''in%E2%80%AEvsc.exe|invsc.exe",
        "attachment; filename*=UTF-8''%E2%80%8B|rows of März.csv",
        "attachment; filename=\"\"|rows of März.csv",
        "attachment; filename=\"/\"|rows of März.csv",
        "attachment|rows of März.csv",
        "attachment; filename|rows of März.csv",
        ";;=|rows of März.csv",
      })
  void serverNamesTheFile(String disposition, String name) {
    assertThat(FileName.of(answer("Content-Disposition", disposition), URL)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/, shop.example",
    "https://shop.example, shop.example",
    "https://shop.example/a/?b, shop.example",
    "https://shop.example/%2Fa%2Fb.csv, b.csv",
    "https://shop.example/%00, shop.example",
  })
  void urlNamesTheFileIfTheServerDoesNot(String url, String name) {
    assertThat(FileName.of(new BasicClassicHttpResponse(200), OutsideUrl.of(url))).isEqualTo(name);
  }

  @Test
  void nameHasALimit() {
    String disposition = "attachment; filename=\"" + "x".repeat(300) + "\"";

    assertThat(FileName.of(answer("Content-Disposition", disposition), URL)).hasSize(255);
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv, text/csv",
    "TEXT/CSV; Charset=\"windows-1252\"; x=y, text/csv; charset=windows-1252",
    "text/csv; charset=\"a b\", text/csv",
    "image/jpeg;, image/jpeg",
  })
  void serverSaysWhatTheFileIs(String header, String type) {
    assertThat(FileName.contentType(answer("Content-Type", header))).isEqualTo(type);
  }

  @Test
  void contentTypeHasALimit() {
    String type = "a".repeat(100) + "/" + "b".repeat(100);

    assertThat(FileName.contentType(answer("Content-Type", type + "; charset=" + "c".repeat(60))))
        .isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "csv", "text/", "text/*", "text/csv/x", "te xt/csv", "\u0001/\u0002"})
  void invalidMediaTypeBecomesOctetStream(String header) {
    assertThat(FileName.contentType(answer("Content-Type", header)))
        .isEqualTo("application/octet-stream");
  }

  private static ClassicHttpResponse answer(String header, String value) {
    ClassicHttpResponse response = new BasicClassicHttpResponse(200);
    response.setHeader(header, value);
    return response;
  }
}
