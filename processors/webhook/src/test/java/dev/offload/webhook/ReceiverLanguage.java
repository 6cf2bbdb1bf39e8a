package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A language in which docs/how-to/receive-webhooks.md has a receiver, and how that is started.
enum ReceiverLanguage {
  JAVA("java", "Receiver.java"),
  JAVASCRIPT("js", "receiver.mjs"),
  PYTHON("python", "receiver.py"),
  GO("go", "receiver.go"),
  PHP("php", "receiver.php");

  private static final Path PAGE = Path.of("../../docs/how-to/receive-webhooks.md");
  private static final Path PACKAGES = Path.of("target/npm").toAbsolutePath();

  private final String block;
  private final String file;

  ReceiverLanguage(String block, String file) {
    this.block = block;
    this.file = file;
  }

  private List<String> command() {
    return switch (this) {
      case JAVA -> List.of(java(), "-cp", classPath(), file);
      case JAVASCRIPT -> List.of("node", file);
      case PYTHON -> List.of("python3", file);
      case GO -> List.of("go", "run", file);
      case PHP -> List.of("php", "-S", "127.0.0.1:{port}", file);
    };
  }

  /// Starts the receiver of the page. Without the language on this machine, the test is skipped and
  /// says so.
  ReceiverProgram start(Path directory, String secret) throws Exception {
    return start(directory, secret, snippet());
  }

  /// The same with a program that differs a little from that of the page.
  ReceiverProgram start(Path directory, String secret, String program) throws Exception {
    needed(command().getFirst());
    if (this == JAVASCRIPT) {
      install();
      Files.createSymbolicLink(directory.resolve("node_modules"), PACKAGES.resolve("node_modules"));
    }
    Files.writeString(directory.resolve(file), program);
    return ReceiverProgram.start(
        directory, command(), Map.of("WEBHOOK_SECRET", secret, "TMPDIR", directory.toString()));
  }

  String snippet() throws IOException {
    return snippet(0);
  }

  private String snippet(int from) throws IOException {
    Matcher found =
        Pattern.compile("```" + block + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(found.find(from)).as("a block of %s in %s", block, PAGE).isTrue();
    return found.group(1);
  }

  /// Starts the receiver of the page, changed as the page says, so that it verifies with a public
  /// key.
  ReceiverProgram startWithKey(Path directory, String publicKey) throws Exception {
    String whole = snippet();
    String part = snippet(Files.readString(PAGE).indexOf("\n## With a public key\n"));
    return start(
        directory,
        publicKey,
        switch (this) {
          case JAVA -> {
            Files.writeString(directory.resolve("Webhook.java"), part);
            yield whole
                .replaceFirst("import com.standardwebhooks.*\nimport com.standardwebhooks.*\n", "")
                .replaceFirst(
                    "\nimport ", "\nimport java.security.GeneralSecurityException;\nimport ")
                .replace("WebhookVerificationException", "GeneralSecurityException");
          }
          case JAVASCRIPT ->
              whole.replaceFirst("import .* from \"standardwebhooks\";", quoted(part));
          case GO ->
              withFunction(whole, part)
                  .replace("\"crypto/hmac\"\n\t\"crypto/sha256\"", "\"crypto/ed25519\"")
                  .replace("whsec_", "whpk_");
          case PHP -> withFunction(whole, part).replace("whsec_", "whpk_");
          case PYTHON -> throw new IllegalArgumentException("the page has none");
        });
  }

  private static String withFunction(String whole, String part) {
    return Pattern.compile("^func[a-z]* isGenuine.*?^}\n", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(whole)
        .replaceFirst(quoted(part));
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }

  private void needed(String program) {
    boolean isThere =
        program.contains(File.separator)
            || Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(one -> Files.isExecutable(Path.of(one).resolve(program)));
    String message = program + " is not installed: the receiver in " + this + " was not run";
    if (!isThere) {
      System.err.println(message);
    }
    assumeTrue(isThere, message);
  }

  /// Installs exactly the packages that `package-lock.json` names, unless they are there.
  private void install() throws IOException, InterruptedException {
    needed("npm");
    Path installed = PACKAGES.resolve("installed.json");
    Files.createDirectories(PACKAGES);
    for (String name : List.of("package.json", "package-lock.json")) {
      Files.write(
          PACKAGES.resolve(name),
          ReceiverLanguage.class.getResourceAsStream("/receivers/" + name).readAllBytes());
    }
    Path lock = PACKAGES.resolve("package-lock.json");
    if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
      return;
    }
    Path log = PACKAGES.resolve("npm.log");
    int result =
        new ProcessBuilder(
                "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
            .directory(PACKAGES.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(result).as("npm ci: %s", Files.readString(log)).isZero();
    Files.copy(lock, installed);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
