package dev.offload.email.letter;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/// Resolves the numbers that the template engine takes for names: whole numbers beyond 2³¹, and
/// `1.5`, which it takes for the member `5` of `1`. No value of a recipient is a [BigInteger], so
/// `data.no.5` is still a missing member.
final class NumberResolver implements ValueResolver {
  private static final int MOST_DIGITS = 100;
  private static final Pattern WHOLE = Pattern.compile("[-+]?[1-9][0-9]*|[+]?0");
  private static final Pattern FRACTION = Pattern.compile("[0-9]+");

  @Override
  public boolean appliesTo(EvalContext context) {
    return context.getParams().isEmpty() && number(context) != null;
  }

  @Override
  public CompletionStage<Object> resolve(EvalContext context) {
    Number number = number(context);
    return number == null ? Results.notFound(context) : CompletableFuture.completedFuture(number);
  }

  private static Number number(EvalContext context) {
    String name = context.getName();
    if (name.length() > MOST_DIGITS) {
      return null;
    }
    return switch (context.getBase()) {
      case Root _ when WHOLE.matcher(name).matches() -> new BigInteger(name);
      case BigInteger whole when FRACTION.matcher(name).matches() ->
          new BigDecimal(whole + "." + name);
      case null, default -> null;
    };
  }
}
