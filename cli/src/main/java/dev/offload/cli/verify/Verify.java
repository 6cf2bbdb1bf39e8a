package dev.offload.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.cli.secret.VerifyingKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./offload verify`: says whether a receiver would accept a webhook, and if not, why.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Checks the signature of a webhook, and says which part of it is wrong.")
public final class Verify implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");

  private final InstantSource clock;

  @Spec private CommandSpec command;

  @Option(
      names = "--secret",
      required = true,
      paramLabel = "SECRET",
      description =
          "The secret of the receiver, whsec_…, or the public key of the endpoint, whpk_…; several if"
              + " there are several.")
  private List<VerifyingKey> secrets;

  @Option(
      names = "--headers",
      paramLabel = "FILE",
      description = "The headers as they came, one in each line; others are passed over.")
  private Path headers;

  @Option(names = "--id", paramLabel = "ID", description = "The header webhook-id.")
  private String id;

  @Option(
      names = "--timestamp",
      paramLabel = "SECONDS",
      description = "The header webhook-timestamp.")
  private String timestamp;

  @Option(
      names = "--signature",
      paramLabel = "SIGNATURE",
      description = "The header webhook-signature.")
  private String signature;

  @Option(
      names = "--body",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "The body, byte for byte as it came; - is the standard input (default).")
  private Path body;

  @Option(
      names = "--any-age",
      description = "Accept a timestamp of any age. Receivers allow five minutes.")
  private boolean anyAge;

  public Verify(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    RawHeaders raw = RawHeaders.of(headers == null ? List.of() : text(headers).lines().toList());
    SignedRequest request =
        new SignedRequest(
            given(id, raw, "webhook-id"),
            given(timestamp, raw, "webhook-timestamp"),
            given(signature, raw, "webhook-signature"),
            text(body));
    List<Finding> findings = new Verification(secrets, clock.instant(), anyAge).of(request);
    PrintWriter out = command.commandLine().getOut();
    for (Finding finding : findings) {
      out.println(
          "%-5s  %-17s  %s"
              .formatted(finding.isRight() ? "ok" : "WRONG", finding.part(), finding.what()));
    }
    boolean isRight = findings.stream().allMatch(Finding::isRight);
    out.println(isRight ? "A receiver accepts it." : "A receiver refuses it.");
    out.flush();
    return isRight ? 0 : 1;
  }

  private static Optional<String> given(String option, RawHeaders headers, String name) {
    return option == null ? headers.find(name) : Optional.of(option).filter(it -> !it.isBlank());
  }

  private String text(Path file) throws IOException {
    try {
      byte[] bytes =
          file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException _) {
      throw new ParameterException(command.commandLine(), "there is no file " + file);
    } catch (CharacterCodingException _) {
      throw new ParameterException(command.commandLine(), file + " must be UTF-8");
    }
  }
}
