package dev.offload.schemas.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.config.DigestTimes;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.task.Answer;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.PublicGroup;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.Trigger;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.url.OutsideUrl;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Makes random values of a record type that its constructor accepts. Each member gets a value
/// of its type, preferably an odd one, or is absent if it may be.
final class AnyRecord {
  private static final int TRIES = 2_000;

  /// Members that every record has, though not every constructor requires them.
  private static final Set<String> NEVER_ABSENT = Set.of("taskId", "tenant", "runId", "at");

  /// Texts for the members that have a rule of their own. The other members get any text.
  private static final Map<String, List<String>> TEXTS =
      Map.of(
          "email", List.of("ada@example.com", "a@b"),
          "id", List.of("k1", "tsk_0199f5ac-1111-7000-8000-000000000001-7"),
          "tenant", List.of("acme", "a", "a-1"),
          "gallery", List.of("staff", "A.b_c-1"),
          "headers", List.of("X-Shop", "a"),
          "name", List.of("nightly", "A.b_c-1"),
          "concurrencyKey", List.of("smtp:relay", "a/b", "ä 😀"),
          "user", List.of("u-42", "a/b*", " ä 😀"),
          "finalErrors", List.of("not-found", "http-4*", "A.b_c"),
          "tallies", List.of("sent", "", "ä \"\n\u0000", "😀"));

  private static final List<String> PIECES =
      List.of(
          "a",
          "Z",
          " ",
          "\"",
          "\\",
          "\n",
          "\u0000",
          "\u001f",
          "\u007f",
          "ä",
          "\u2028",
          "\ufeff",
          "\uffff",
          "😀",
          "\ud83d",
          "\ude00",
          "{",
          "</script>",
          "0".repeat(50));

  private static final List<String> JSONS =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.10",
          "1e3",
          "-0",
          "-0.0",
          "9223372036854775808",
          "2147483648",
          "1e308",
          "\"\"",
          "\"x\\u0000\\ud83d\"",
          "[]",
          "{}",
          "[1,[2.50,[null]]]",
          "{\"a\":{\"b\":[1.0,{\"\":2}]},\"ä\":\"\\n\"}");

  /// The limits of a date with an offset.
  private static final Instant FIRST = Instant.parse("-999999999-01-02T00:00:00Z");

  private static final Instant LAST = Instant.parse("+999999999-12-30T00:00:00Z");

  private static final List<Instant> INSTANTS =
      List.of(
          Instant.EPOCH,
          Instant.parse("2026-11-22T12:00:00.250Z"),
          Instant.parse("0000-01-01T00:00:00Z"),
          Instant.parse("9999-12-31T23:59:59.999999999Z"),
          Instant.parse("+10000-01-01T04:59:59Z"),
          Instant.parse("-0001-06-01T00:00:00Z"),
          FIRST,
          LAST);

  private static final List<Duration> DURATIONS =
      List.of(
          Duration.ZERO,
          Duration.ofNanos(1),
          Duration.ofNanos(-1),
          Duration.ofSeconds(90),
          Duration.ofDays(7),
          Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
          Duration.ofSeconds(Long.MIN_VALUE));

  private static final List<URI> URIS =
      List.of(
          URI.create("https://example.com/hook?a=b&c=%20"),
          URI.create("http://[::1]:80/ä"),
          URI.create("/offload/default"));

  private static final List<String> SCOPES =
      List.of("queue/image", "queue/*", "tenant/a-1", "key/acme/a/b \"ä😀", "key/acme/**");

  private static final Map<Class<?>, boolean[]> OPTIONAL = new HashMap<>();

  private final Random random;

  AnyRecord(Random random) {
    this.random = random;
  }

  Object of(Class<?> type) {
    boolean[] optional = OPTIONAL.get(type);
    if (optional == null) {
      optional = optional(type, made(type, new boolean[type.getRecordComponents().length]));
      OPTIONAL.put(type, optional);
    }
    return made(type, optional);
  }

  /// The members of a record that may be absent: its constructor accepts `whole` without them.
  private static boolean[] optional(Class<?> type, Object whole) {
    RecordComponent[] members = type.getRecordComponents();
    boolean[] optional = new boolean[members.length];
    for (int i = 0; i < members.length; i++) {
      boolean mayBeAbsent =
          !members[i].getType().isPrimitive() && !NEVER_ABSENT.contains(members[i].getName());
      if (mayBeAbsent) {
        Object[] values = Arrays.stream(members).map(one -> valueOf(one, whole)).toArray();
        values[i] = null;
        optional[i] = construct(type, values) != null;
      }
    }
    return optional;
  }

  private Object made(Class<?> type, boolean[] optional) {
    RecordComponent[] members = type.getRecordComponents();
    for (int i = 0; i < TRIES; i++) {
      Object[] values = new Object[members.length];
      for (int member = 0; member < members.length; member++) {
        boolean isAbsent = optional[member] && random.nextInt(3) == 0;
        values[member] =
            isAbsent ? null : value(members[member].getGenericType(), members[member].getName());
      }
      Object made = construct(type, values);
      if (made != null) {
        return made;
      }
    }
    throw new IllegalStateException("no " + type.getSimpleName() + " in " + TRIES + " tries");
  }

  private Object value(Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      Type item = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      Supplier<Object> items = () -> value(item, name);
      Stream<Object> some = Stream.generate(items).limit(1 + random.nextInt(3));
      return switch (((Class<?>) generic.getRawType()).getSimpleName()) {
        case "List" -> some.toList();
        case "Set" -> new LinkedHashSet<>(some.toList());
        case "Map" -> new LinkedHashMap<>(Map.of(text(name), items.get()));
        case "Optional" -> random.nextBoolean() ? Optional.of(items.get()) : Optional.empty();
        default -> throw new IllegalArgumentException("no value for " + type);
      };
    }
    Class<?> one = (Class<?>) type;
    if (one == Former.class) {
      return new Former(any(List.of("a", "scan_1", "B-2")), TaskId.fresh(Instant.EPOCH));
    }
    if (one.isEnum()) {
      return any(List.of(one.getEnumConstants()));
    }
    return switch (one.getSimpleName()) {
      case "String" -> text(name);
      case "int", "Integer" -> any(List.of(0, 1, 2, 99, Integer.MAX_VALUE));
      case "long", "Long" -> any(List.of(0L, 1L, 1L << 53, Long.MAX_VALUE));
      case "double" -> any(List.of(1.0, 2.5, 1.0000000000000002, 100.0));
      case "boolean" -> random.nextBoolean();
      case "Instant" -> random.nextBoolean() ? any(INSTANTS) : instant();
      case "Duration" -> any(DURATIONS);
      case "URI" -> any(URIS);
      case "JsonNode" -> json(any(JSONS));
      case "Lineage" -> of(any(List.of(Lineage.class.getPermittedSubclasses())));
      case "WaitingFor" -> of(any(List.of(WaitingFor.class.getPermittedSubclasses())));
      case "Notify" ->
          random.nextBoolean()
              ? new Notify.Webhook(any(URIS))
              : new Notify.Email("ada@example.com");
      case "Answer" -> new Answer(any(List.of(100, 200, 999)), any(List.of("", "é", "x y")));
      case "EndpointId" -> EndpointId.fresh(Instant.EPOCH);
      case "OutsideUrl" -> OutsideUrl.of("https://example.com/hook?a=b&c=%20");
      case "DigestTimes" ->
          any(
              List.of(
                  new DigestTimes.Every(Duration.ofMinutes(90)),
                  new DigestTimes.At(LocalTime.of(23, 59))));
      case "FaceDescriptor" ->
          FaceDescriptor.of(Stream.generate(this::floating).limit(FaceDescriptor.LENGTH).toList());
      case "LimitScope" -> LimitScope.parse(any(SCOPES));
      case "GroupId" -> GroupId.fresh(Instant.EPOCH);
      case "FormerId" ->
          random.nextBoolean() ? GroupId.fresh(Instant.EPOCH) : TaskId.fresh(Instant.EPOCH);
      case "Announced" -> of(random.nextBoolean() ? PublicGroup.class : PublicTask.class);
      case "Successor" -> successor();
      case "TaskId" -> random.nextBoolean() ? TaskId.fresh(Instant.EPOCH) : TaskId.derived("a");
      default -> of(one);
    };
  }

  /// A successor, which rarely has successors itself.
  private Successor successor() {
    TaskSpec task =
        TaskSpec.of("a", "a", json(any(List.of("{}", "{\"a\":{\"$from\":\"/result\"}}", "[1.0]"))));
    List<Successor> then = random.nextInt(3) == 0 ? List.of(successor()) : List.of();
    return new Successor(
        any(List.of(Trigger.values())), task.then(then), Duration.ofSeconds(90), any(INSTANTS));
  }

  /// Of any size, down to those with few digits left.
  private float floating() {
    float part = random.nextFloat(-1, 1);
    return random.nextInt(8) == 0 ? part * Float.MIN_NORMAL : part * FaceDescriptor.MOST;
  }

  private Instant instant() {
    long seconds = random.nextLong(FIRST.getEpochSecond(), LAST.getEpochSecond());
    return Instant.ofEpochSecond(seconds, random.nextInt(1_000_000_000));
  }

  private String text(String name) {
    if (TEXTS.containsKey(name)) {
      return any(TEXTS.get(name));
    }
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(20) == 0 ? 3_000 : random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      text.append(any(PIECES));
    }
    return text.toString();
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// Null where the constructor refuses the values.
  private static Object construct(Class<?> type, Object[] values) {
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException
          || e.getCause() instanceof NullPointerException) {
        return null;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object valueOf(RecordComponent member, Object whole) {
    try {
      return member.getAccessor().invoke(whole);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
