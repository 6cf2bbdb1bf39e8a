package dev.offload.schemas.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.schemas.json.Json;
import dev.offload.schemas.url.OutsideUrl.ParsedUrl;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://example.com/",
        "http://example.com/a/../b?c=d&e[]=%5B%5D",
        "https://example.com:8443?x=1",
        "https://example.com:443/",
        "https://example.com./hook",
        "http://my_service:8080/hook",
        "http://_dmarc.example.com/",
        "http://a",
        "http://xn--mnchen-3ya.de/",
        "http://192.0.2.1:80/",
        "http://[2001:db8::1]:8080/hook",
        "http://[::ffff:c000:201]/",
        "https://example.com/%E2%82%AC?q=%20",
        "https://example.com/~a;b=c,d/(e)!*'$&+=:@",
        "https://example.com?a=b?c/d",
      })
  void urlIsKeptAsItIsSent(String text) {
    assertThat(OutsideUrl.of(text)).hasToString(text.replace("[]", "%5B%5D"));
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS://Example.COM/Hook, https://example.com/Hook",
    "http://example.com:/x, http://example.com/x",
    "http://example.com:00080/x, http://example.com:80/x",
    "http://[2001:DB8::A]/, http://[2001:db8::a]/",
    "http://[::ffff:192.0.2.1]:81/, http://[::ffff:c000:201]:81/",
    "http://[64:FF9B::198.51.100.255]/, http://[64:ff9b::c633:64ff]/",
    "http://[::1.2.3.4]/, http://[::102:304]/",
    "http://[1:2:3:4:5:6:0.0.0.10]/, http://[1:2:3:4:5:6:0:a]/",
    "https://münchen.de/, https://xn--mnchen-3ya.de/",
    "https://MÜNCHEN.de/, https://xn--mnchen-3ya.de/",
    "https://例え.テスト/, https://xn--r8jz45g.xn--zckzah/",
    "https://ｅｘａｍｐｌｅ。com/, https://example.com/",
    "http://пример.рф:8080/крюк?ключ=да, "
        + "http://xn--e1afmkfd.xn--p1ai:8080/%D0%BA%D1%80%D1%8E%D0%BA?%D0%BA%D0%BB%D1%8E%D1%87=%D0%B4%D0%B0",
    "https://example.com/café, https://example.com/caf%C3%A9",
    "https://example.com/😀, https://example.com/%F0%9F%98%80",
    "https://example.com/a|b^c`{d}<e>, https://example.com/a%7Cb%5Ec%60%7Bd%7D%3Ce%3E",
    "https://example.com/%e2%82%ac, https://example.com/%e2%82%ac",
  })
  void unsafeCharactersAreEncoded(String text, String written) {
    assertThat(OutsideUrl.of(text)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/hook",
        "//example.com/hook",
        "ftp://example.com/hook",
        "javascript:alert(1)",
        "https:example.com",
        "https:/example.com",
        "https://",
        "https:///hook",
        "https://:80/hook",
        "https://?x",
        "https://user:password@example.com/",
        "https://user@example.com/",
        "https://@example.com/",
        "https://example.com/#part",
        "https://example.com/#",
        "https://example.com#@other.example/",
        "https://example.com\\@other.example/",
        "https://example.com/a\\b",
        "https://example.com:0/",
        "https://example.com:70000/",
        "https://example.com:65536/",
        "https://example.com:-1/",
        "https://example.com:+80/",
        "https://example.com:80:80/",
        "https://example.com:８０/",
        "https://exa mple.com/",
        " https://example.com/",
        "https://example.com/ ",
        "https://example.com/a b",
        "https://example.com/\u00a0",
        "https://example.com/\t",
        "https://example.com/\nX: y",
        "https://example.com/\ud800",
        "https://example..com/",
        "https://.example.com/",
        "https://example.com../",
        "https://./",
        "https://-example.com/",
        "https://example-.com/",
        "https://exa%6dple.com/",
        "https://exam!ple.com/",
        "https://a,b/",
        "https://*.example.com/",
        "https://straße.de/",
        "https://βόλος.com/",
        "https://a\u200db.example/",
        "https://example.com℀.example/",
        "https://\u0627a.example/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.0.0.1./",
        "https://127.0.0.256/",
        "https://1.2.3.4.5/",
        "https://１２７.１/",
        "https://2001:db8::1/",
        "https://[2001:db8::1/",
        "https://[2001:db8::1]x/",
        "https://[2001:db8::1]]/",
        "https://[[2001:db8::1]]/",
        "https://[]/",
        "https://[/",
        "https://[::1%25eth0]/",
        "https://[fe80::1%eth0]/",
        "https://[v1.a]/",
        "https://[127.0.0.1]/",
        "https://[::ffff:0177.0.0.1]/",
        "https://example.com/%",
        "https://example.com/%4",
        "https://example.com/%zz",
        "https://example.com/100%?x",
      })
  void ambiguousOrUnsendableUrlIsRefused(String text) {
    assertThat(OutsideUrl.read(text)).isInstanceOf(ParsedUrl.Wrong.class);
  }

  @Test
  void lengthCountsAsSent() {
    String longest = "https://example.com/" + "x".repeat(OutsideUrl.MAX_LENGTH - 20);

    assertThat(OutsideUrl.read(longest)).isInstanceOf(ParsedUrl.Valid.class);
    assertThat(OutsideUrl.read(longest + "x")).isInstanceOf(ParsedUrl.Wrong.class);
    assertThat(OutsideUrl.read("https://example.com/" + "é".repeat(400)))
        .isInstanceOf(ParsedUrl.Wrong.class);
    assertThat(OutsideUrl.read("https://" + "a.".repeat(127) + "com/"))
        .isInstanceOf(ParsedUrl.Wrong.class);
    assertThat(OutsideUrl.read("https://" + "a".repeat(64) + ".com/"))
        .isInstanceOf(ParsedUrl.Wrong.class);
  }

  @Test
  void refusalTellsTheRuleButNotThePassword() {
    assertThatThrownBy(() -> OutsideUrl.of("https://user:secret@example.com/"))
        .hasMessage("url must have no user name or password: there must be no @ before the host");
  }

  @Test
  void partsAreWhatTheSenderNeeds() {
    OutsideUrl url = OutsideUrl.of("https://Example.com.?x=1");
    assertThat(url.host()).isEqualTo("example.com");
    assertThat(url.name()).isEqualTo("example.com.");
    assertThat(url.effectivePort()).isEqualTo(443);
    assertThat(url.target()).isEqualTo("/?x=1");
    assertThat(OutsideUrl.of("http://[2001:db8::1]:81").host()).isEqualTo("2001:db8::1");
    assertThat(OutsideUrl.of("http://[2001:db8::1]:81").target()).isEqualTo("/");
  }

  @Test
  void urlIsATextInJson() throws Exception {
    OutsideUrl url = OutsideUrl.of("https://example.com/é");

    assertThat(Json.MAPPER.writeValueAsString(url)).isEqualTo("\"https://example.com/%C3%A9\"");
    assertThat(Json.MAPPER.readValue("\"https://example.com/é\"", OutsideUrl.class)).isEqualTo(url);
  }

  /// Every URL that is accepted is a URI, and is read as the same URL again.
  @Test
  void acceptedUrlIsReadTheSameAgain() {
    Random random = new Random(22);
    String pieces = "aZ0-_.:/?#[]@%41%é例ß。１ \\|&=+~\u0627\ud83d\ude00\u200d";
    int accepted = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "http://" : "https://b.c");
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      if (OutsideUrl.read(text.toString()) instanceof ParsedUrl.Valid(OutsideUrl url)) {
        accepted++;
        assertThat(OutsideUrl.of(url.toString())).as(text.toString()).isEqualTo(url);
        assertThat(URI.create(url.toString())).hasToString(url.toString());
      }
    }
    assertThat(accepted).isGreaterThan(1_000);
  }
}
