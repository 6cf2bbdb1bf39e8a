package dev.offload.ingest.list;

import static dev.offload.ingest.body.Member.optional;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// The query of a list, which is read strictly. Otherwise a misspelled or repeated parameter would
/// silently list something else.
public final class ListQuery {

  private static final int MAX_LIMIT = 200;
  private static final int DEFAULT_LIMIT = 50;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");

  private static final Member<String> CURSOR =
      optional(
          "cursor",
          Kinds.text()
              .described(more -> more.pattern(PageCursor.PATTERN))
              .saying(
                  "The nextCursor of an earlier answer to the same query. Empty for the first"
                      + " page."));

  private static final Member<Integer> LIMIT =
      optional(
          "limit",
          Kinds.text("an integer from 1 to " + MAX_LIMIT, ListQuery::limit)
              .described(
                  _ ->
                      createSchema()
                          .addType(SchemaType.INTEGER)
                          .minimum(BigDecimal.ONE)
                          .maximum(BigDecimal.valueOf(MAX_LIMIT)))
              .saying("How many items to return. The default is " + DEFAULT_LIMIT + "."));

  /// The parameters of a list that has nothing but pages.
  public static final Shape PAGES = pagesOf(Shape.of());

  private final Given given;

  private ListQuery(Given given) {
    this.given = given;
  }

  /// The parameters of a list that has pages, and parameters that choose its items.
  public static Shape pagesOf(Shape filter) {
    return filter.with(LIMIT).with(CURSOR);
  }

  /// Reads a whole query.
  ///
  /// @throws ProblemException `invalid-parameter` for an unknown, a repeated or a wrong parameter
  public static ListQuery read(Shape parameters, Map<String, List<String>> query) {
    new QueryNames(parameters.members().stream().map(Member::name).toList()).check(query);
    ObjectNode sent = Json.MAPPER.createObjectNode();
    query.forEach((name, values) -> sent.put(name, values.getFirst()));
    Faults faults = new Faults();
    Given given = parameters.kind().read(sent, "", faults).orElseThrow();
    if (!faults.isEmpty()) {
      FieldError first = faults.list().getFirst();
      String name = first.pointer().substring(1);
      String hint = sent.get(name).textValue().contains(" ") ? " (a + sent as %2B)" : "";
      throw invalid(name + " " + first.detail() + hint + ".");
    }
    return new ListQuery(given);
  }

  private static Optional<Integer> limit(String text) {
    return Optional.of(text)
        .filter(digits -> DIGITS.matcher(digits).matches())
        .map(Integer::valueOf)
        .filter(limit -> limit >= 1 && limit <= MAX_LIMIT);
  }

  /// The parameters that choose items.
  public Given filter() {
    return given;
  }

  /// How many items the client wants at once.
  public int limit() {
    return given.get(LIMIT).orElse(DEFAULT_LIMIT);
  }

  /// The position after which the page starts. Empty for the first page.
  ///
  /// @throws ProblemException `invalid-parameter` if the cursor is not one of this list
  public <P> Optional<P> after(PageCursor<P> list) {
    return given
        .get(CURSOR)
        .filter(cursor -> !cursor.isEmpty())
        .map(
            cursor ->
                list.read(cursor)
                    .orElseThrow(
                        () ->
                            invalid(
                                "cursor must be the nextCursor of an answer to the same query.")));
  }

  /// The page that is asked for.
  ///
  /// @param all in the order of their positions
  public <T, P extends Comparable<P>> Page<T> page(
      Stream<T> all, Function<T, P> position, PageCursor<P> cursor) {
    Optional<P> after = after(cursor);
    List<T> found =
        all.filter(one -> after.isEmpty() || position.apply(one).compareTo(after.get()) > 0)
            .limit(limit() + 1L)
            .toList();
    if (found.size() <= limit()) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, limit());
    return new Page<>(items, cursor.write(position.apply(items.getLast())));
  }

  private static ProblemException invalid(String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, detail);
  }
}
