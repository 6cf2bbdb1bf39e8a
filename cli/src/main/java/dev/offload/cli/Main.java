package dev.offload.cli;

import dev.offload.cli.listen.Listen;
import dev.offload.cli.listen.LocalKey;
import dev.offload.cli.secret.VerifyingKey;
import dev.offload.cli.secret.WebhookSecret;
import dev.offload.cli.verify.Verify;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The command line behind `./offload listen` and `./offload verify`.
@Command(
    name = "offload",
    mixinStandardHelpOptions = true,
    description = "For developers of webhook receivers.")
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    System.exit(
        commands(System.getenv(), Path.of(System.getProperty("user.home"))).execute(arguments));
  }

  static CommandLine commands(Map<String, String> environment, Path home) {
    return new CommandLine(new Main())
        .addSubcommand(new Listen(new LocalKey(environment, home), new SecureRandom()))
        .addSubcommand(new Verify(InstantSource.system()))
        .registerConverter(WebhookSecret.class, withoutIt(WebhookSecret::of))
        .registerConverter(VerifyingKey.class, withoutIt(VerifyingKey::of));
  }

  /// A mistake is told without the secret.
  private static <T> ITypeConverter<T> withoutIt(Function<String, T> read) {
    return text -> {
      try {
        return read.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }
}
