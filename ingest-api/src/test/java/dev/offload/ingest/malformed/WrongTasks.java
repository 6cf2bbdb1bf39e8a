package dev.offload.ingest.malformed;

import static dev.offload.ingest.malformed.WrongRequest.bytes;
import static dev.offload.ingest.malformed.WrongRequest.input;
import static dev.offload.ingest.malformed.WrongRequest.member;
import static dev.offload.ingest.malformed.WrongRequest.task;
import static java.nio.charset.StandardCharsets.UTF_16;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Wrong bodies of `POST /v1/tasks`.
final class WrongTasks {

  private static final String BEFORE = "{\"type\": \"parcel\", \"input\": {\"to\": \"";
  private static final String AFTER = "\"}}";

  private WrongTasks() {}

  static Stream<WrongRequest> notJson() {
    return Stream.of(
            task("empty body", ""),
            task("white space only", " \n\t "),
            task("brace only", "{").saying("The text ends too early (line 1, column 2)."),
            task("bracket only", "["),
            task("word", "nope"),
            task("member without value", "{\"type\":}"),
            task("comma at the end", "{\"type\": \"parcel\",}"),
            task("comma at the end of an array", "{\"tags\": [1,]}"),
            task("single quotes", "{'type': 'parcel'}"),
            task("name without quotes", "{type: \"parcel\"}"),
            task("comment", "{/* no */\"type\": \"parcel\"}"),
            task("NaN", "{\"type\": NaN}").saying("'NaN' is not a JSON value (line"),
            task("Infinity", "{\"type\": -Infinity}"),
            task("leading zero", "{\"type\": 01}"),
            task("plus sign", "{\"type\": +1}"),
            task("hexadecimal number", "{\"type\": 0x10}"),
            task("number of two hundred digits", "{\"type\": " + "9".repeat(200) + "}")
                .saying("A number may have at most 100 characters."),
            task("two values", "{} {}").saying("There is more after the end of the JSON value"),
            task("something behind the end", "{}]"),
            task("member twice", "{\"type\": \"parcel\", \"type\": \"parcel\"}")
                .saying("The member 'type' appears twice (line"),
            task("member twice deep inside", "{\"input\": {\"a\": [{\"b\": 1, \"b\": 2}]}}"),
            task("string without end", "{\"type\": \"parcel"),
            task("unknown escape", "{\"type\": \"\\x41\"}"),
            task("half an escape", "{\"type\": \"\\u00\"}"),
            task("line break in a string", BEFORE + "a\nb" + AFTER),
            task("control character in a string", BEFORE + "a\u0001b" + AFTER),
            task("raw U+0000 in a string", BEFORE + "a\u0000b" + AFTER),
            task("65 arrays deep", "[".repeat(65) + "]".repeat(65))
                .saying("It may be nested at most 64 levels deep."),
            task("ten thousand objects deep", "{\"a\":".repeat(10_000)),
            task("byte order mark", "\uFEFF{}"),
            notUtf8("continuation byte alone", 0x80),
            notUtf8("overlong slash", 0xC0, 0xAF),
            notUtf8("overlong zero", 0xE0, 0x80, 0x80),
            notUtf8("surrogate", 0xED, 0xA0, 0x80),
            notUtf8("beyond Unicode", 0xF4, 0x90, 0x80, 0x80),
            notUtf8("no UTF-8 at all", 0xFF, 0xFE),
            notUtf8("half a character", 0xE2, 0x82),
            task("UTF-16", "").body(utf16()))
        .map(request -> request.gets(400, "malformed-json"));
  }

  static Stream<WrongRequest> notATask() {
    return Stream.of(
            task("array", "[]").at(""),
            task("string", "\"parcel\"").at(""),
            task("number", "1").at(""),
            task("null", "null").at(""),
            task("true", "true").at(""),
            task("nothing in it", "{}").at("/type"),
            task("no input", "{\"type\": \"parcel\"}").at("/input"),
            task("no type", "{\"input\": {\"to\": \"x\"}}").at("/type"),
            task("type null", "{\"type\": null, \"input\": {}}").at("/type"),
            task("type a number", "{\"type\": 7, \"input\": {}}").at("/type"),
            task("type an array", "{\"type\": [\"parcel\"], \"input\": {}}").at("/type"),
            input("null").at("/input"),
            input("[]").at("/input"),
            input("\"x\"").at("/input"),
            input("{}").at("/input/to"),
            input("{\"to\": 1}").at("/input/to"),
            input("{\"to\": \"\"}").at("/input/to"),
            input("{\"to\": \"x\", \"wight\": 1}").at("/input/wight"),
            input("{\"to\": \"x\", \"a/b~c\": 1}").at("/input/a~1b~0c"),
            input("{\"to\": \"x\", \"weight\": 0}").at("/input/weight"),
            input("{\"to\": \"x\", \"weight\": \"1\"}").at("/input/weight"),
            input("{\"to\": \"x\", \"pieces\": 10}").at("/input/pieces"),
            input("{\"to\": \"x\", \"pieces\": 1.5}").at("/input/pieces"),
            input("{\"to\": \"x\", \"stops\": [{\"city\": \"a\"}, {}]}").at("/input/stops/1/city"),
            input("{\"to\": \"x\", \"weight\": 1e400}").at("/input/weight"),
            input("{\"to\": \"x\", \"weight\": 1e-999999999}").at("/input/weight"),
            input("{\"to\": \"half a pair \\ud800\"}").at("/input/to"),
            input("{\"to\": \"other half \\udc00\"}").at("/input/to"),
            input("{\"to\": \"zero \\u0000\"}").at("/input/to"),
            input("{\"to\": \"x\", \"stops\": [{\"city\": \"a\", \"photo\": \"img_1\"}]}")
                .at("/input/stops/0/photo"),
            input("{\"to\": \"fil_019ab3c2-0000-7000-8000-000000000000\"}").at("/input/to"),
            input("{\"to\": \"{foreignFile}\"}").at("/input/to"),
            task(
                    "sender of a hundred thousand dots",
                    "{\"type\": \"email\", \"input\": {\"from\": \"a"
                        + ".a".repeat(100_000)
                        + "@example.com\", \"subject\": \"x\", \"text\": \"x\","
                        + " \"recipients\": [{\"email\": \"a@example.com\"}]}}")
                .at("/input/from"))
        .map(request -> request.gets(422, "invalid-task"));
  }

  static Stream<WrongRequest> wrongMembers() {
    List<WrongRequest> members = new ArrayList<>();
    for (String notBuilt : List.of("concurrencyKey", "group", "then", "dealy")) {
      members.add(member("\"" + notBuilt + "\": 1").at("/" + notBuilt));
    }
    members.addAll(
        List.of(
            member("\"runAt\": 1700000000").at("/runAt"),
            member("\"runAt\": \"tomorrow\"").at("/runAt"),
            member("\"runAt\": \"2027-01-01T00:00:00\"").at("/runAt"),
            member("\"runAt\": \"2027-02-30T00:00:00Z\"").at("/runAt"),
            member("\"runAt\": \"9999-01-01T00:00:00Z\"").at("/runAt"),
            member("\"expiresAt\": \"2020-01-01T00:00:00Z\"").at("/expiresAt"),
            member("\"expiresAt\": \"9999-12-31T23:59:59-05:00\"").at("/expiresAt"),
            member("\"expiresAt\": \"9999-12-31T23:59:59.999999999-00:01\"").at("/expiresAt"),
            member("\"expiresAt\": \"+10000-01-01T00:00:00Z\"").at("/expiresAt"),
            member("\"expiresAt\": \"+999999999-12-31T23:59:59-18:00\"").at("/expiresAt"),
            member("\"expiresAt\": \"0000-01-01T00:00:00+00:01\"").at("/expiresAt"),
            member("\"runAt\": \"0000-01-01T00:00:00+00:01\"").at("/runAt"),
            member("\"runAt\": \"-0001-01-01T00:00:00Z\"").at("/runAt"),
            member("\"runAt\": \"9999-12-31T23:59:59-05:00\"").at("/runAt"),
            member("\"expiresAt\": \"soon\"").at("/expiresAt"),
            member("\"expiresAt\": 1").at("/expiresAt"),
            member("\"delay\": \"P300D\", \"expiresAt\": \"{inAMinute}\"").at("/expiresAt"),
            member("\"timeout\": 5").at("/timeout"),
            member("\"timeout\": \"PT0S\"").at("/timeout"),
            member("\"timeout\": \"-PT5S\"").at("/timeout"),
            member("\"timeout\": \"PT24H0.001S\"").at("/timeout"),
            member("\"priority\": 10").at("/priority"),
            member("\"priority\": -1").at("/priority"),
            member("\"priority\": 4.5").at("/priority"),
            member("\"priority\": \"high\"").at("/priority"),
            member("\"weight\": 0").at("/weight"),
            member("\"weight\": 1001").at("/weight"),
            member("\"weight\": 1.5").at("/weight"),
            member("\"concurrencyKey\": \"\"").at("/concurrencyKey"),
            member("\"concurrencyKey\": 7").at("/concurrencyKey"),
            member("\"concurrencyKey\": \"smtp:*\"").at("/concurrencyKey"),
            member("\"concurrencyKey\": \"a\\nb\"").at("/concurrencyKey"),
            member("\"concurrencyKey\": \"" + "k".repeat(201) + "\"").at("/concurrencyKey"),
            member("\"user\": \"\"").at("/user").saying("1 to 100 characters"),
            member("\"user\": \"  \"").at("/user"),
            member("\"user\": 7").at("/user"),
            member("\"user\": null").at("/user"),
            member("\"user\": \"a\\r\\nBcc: b\"").at("/user"),
            member("\"user\": \"" + "u".repeat(101) + "\"").at("/user"),
            member("\"delay\": 5").at("/delay"),
            member("\"delay\": \"5s\"").at("/delay"),
            member("\"delay\": \"-PT5S\"").at("/delay").saying("not negative"),
            member("\"delay\": \"P1M\"").at("/delay"),
            member("\"delay\": \"P1Y\"").at("/delay"),
            member("\"delay\": \"P53W\"").at("/delay"),
            member("\"delay\": \"P99999999999999999W\"").at("/delay"),
            member("\"delay\": \"PT9223372036854775807S\"").at("/delay"),
            member("\"timeout\": \"PT9223372036854775807S\"").at("/timeout"),
            member("\"retry\": {\"maxDelay\": \"PT9223372036854775807S\"}").at("/retry/maxDelay"),
            member("\"retry\": {\"firstDelay\": \"P999999999999W\"}").at("/retry/firstDelay"),
            member("\"retry\": {\"factor\": 0.99999999999999999999}").at("/retry/factor"),
            member("\"retry\": {\"factor\": 100.000000000000000001}").at("/retry/factor"),
            member("\"concurrencyKey\": \"offload:x\"").at("/concurrencyKey"),
            member("\"debounce\": {\"key\": \"offload:x\", \"wait\": \"PT1S\"}")
                .at("/debounce/key"),
            member(
                    "\"debounce\": {\"key\": \"k\", \"wait\": \"PT1H\"}, \"expiresAt\": \""
                        + Instant.now().plusSeconds(60)
                        + "\"")
                .at("/expiresAt"),
            member("\"delay\": \"P400D\"").at("/delay"),
            member("\"delay\": \"P99999999999999999999D\"").at("/delay"),
            member("\"delay\": \"PT5S\", \"runAt\": \"2027-01-01T00:00:00Z\"").at("/delay"),
            member("\"retry\": []").at("/retry"),
            member("\"retry\": {\"attempts\": 3}").at("/retry/attempts"),
            member("\"retry\": {\"maxAttempts\": 0}").at("/retry/maxAttempts"),
            member("\"retry\": {\"maxAttempts\": 101}").at("/retry/maxAttempts"),
            member("\"retry\": {\"maxAttempts\": 1.5}").at("/retry/maxAttempts"),
            member("\"retry\": {\"maxAttempts\": \"3\"}").at("/retry/maxAttempts"),
            member("\"retry\": {\"maxAttempts\": 99999999999}").at("/retry/maxAttempts"),
            member("\"retry\": {\"firstDelay\": 5}").at("/retry/firstDelay"),
            member("\"retry\": {\"firstDelay\": \"-PT1S\"}").at("/retry/firstDelay"),
            member("\"retry\": {\"firstDelay\": \"PT2S\", \"maxDelay\": \"PT1S\"}")
                .at("/retry/maxDelay"),
            member("\"retry\": {\"maxDelay\": \"P8D\"}").at("/retry/maxDelay"),
            member("\"retry\": {\"factor\": 0.5}").at("/retry/factor"),
            member("\"retry\": {\"factor\": 1e200}").at("/retry/factor"),
            member("\"retry\": {\"jitter\": \"some\"}").at("/retry/jitter"),
            member("\"retry\": {\"finalErrors\": \"bad\"}").at("/retry/finalErrors"),
            member("\"retry\": {\"finalErrors\": [\"ok\", \"*\"]}").at("/retry/finalErrors/1"),
            member("\"retry\": {\"finalErrors\": [7]}").at("/retry/finalErrors/0"),
            member("\"retry\": {\"finalErrors\": [" + "\"a\", ".repeat(20) + "\"a\"]}")
                .at("/retry/finalErrors"),
            member("\"notify\": {}").at("/notify"),
            member("\"notify\": [\"https://example.com\"]").at("/notify/0"),
            member("\"notify\": [{}]").at("/notify/0/webhook"),
            member("\"notify\": [{\"email\": \"a@b.de\", \"phone\": \"1\"}]").at("/notify/0/phone"),
            member("\"notify\": [{\"email\": 7}]").at("/notify/0/email"),
            member("\"notify\": [{\"email\": \"example.com\"}]").at("/notify/0/email"),
            member("\"notify\": [{\"email\": \"Ada <a@example.com>\"}]").at("/notify/0/email"),
            member("\"notify\": [{\"email\": \"a@example.com\\r\\nBcc: b@c.de\"}]")
                .at("/notify/0/email"),
            member(
                    "\"notify\": [{\"email\": \"a@example.com\","
                        + " \"webhook\": \"https://example.com\"}]")
                .at("/notify/0/email"),
            member(
                    "\"notify\": ["
                        + "{\"webhook\": \"http://a\"},".repeat(10)
                        + "{\"webhook\": \"http://a\"}]")
                .at("/notify"),
            webhook("/hook"),
            webhook("//example.com/hook"),
            webhook("ftp://example.com/hook"),
            webhook("javascript:alert(1)"),
            webhook("https:example.com"),
            webhook("https:///hook"),
            webhook("https://user:password@example.com/"),
            webhook("https://example.com/#part"),
            webhook("https://example.com:70000/"),
            webhook("https://exa mple.com/"),
            webhook("https://example.com/%zz"),
            webhook("https://straße.de/"),
            webhook("https://2130706433/"),
            webhook("https://example.com/" + "x".repeat(2048)),
            member("\"tags\": \"a\"").at("/tags"),
            member("\"tags\": [1]").at("/tags/0"),
            member("\"tags\": [null]").at("/tags/0"),
            member("\"tags\": [\"\"]").at("/tags/0"),
            member("\"tags\": [\" \"]")
                .at("/tags/0")
                .saying("must be 1 to 100 characters, not only spaces, with no control"),
            member("\"tags\": [\"a\", \"a\"]").at("/tags/1"),
            member("\"tags\": [\"a\\tb\"]").at("/tags/0"),
            member("\"tags\": [\"" + "x".repeat(101) + "\"]").at("/tags/0"),
            member("\"tags\": [" + "\"a\", ".repeat(20) + "\"b\"]").at("/tags")));
    return members.stream().map(request -> request.gets(422, "invalid-task"));
  }

  static Stream<WrongRequest> unknownTypes() {
    return Stream.of("nope", "", "webhook", "Parcel", "../parcel")
        .map(
            type ->
                task("type " + type, "{\"type\": \"" + type + "\", \"input\": {}}")
                    .gets(422, "unknown-type")
                    .at("/type"));
  }

  static Stream<WrongRequest> tooLarge() {
    return Stream.of(
        input("{\"to\": \"" + "x".repeat(256 * 1024) + "\"}").gets(413, "too-large").at("/input"),
        task("body of a megabyte", BEFORE + "x".repeat(1 << 20) + AFTER).gets(413, "too-large"));
  }

  private static WrongRequest webhook(String url) {
    return member("\"notify\": [{\"webhook\": \"" + url + "\"}]").at("/notify/0/webhook");
  }

  private static WrongRequest notUtf8(String name, int... bytes) {
    return task(name, "").body(bytes(BEFORE, bytes, AFTER));
  }

  private static byte[] utf16() {
    return "{\"type\": \"parcel\"}".getBytes(UTF_16);
  }
}
