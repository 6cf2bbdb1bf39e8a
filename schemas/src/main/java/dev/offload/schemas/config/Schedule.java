package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A task that is submitted again and again. The `cron` expression says when, in `timeZone` (a name
/// of the IANA database). `revision` is a new one each time the schedule is written.
public record Schedule(
    String tenant,
    String name,
    String cron,
    String timeZone,
    MissedRuns missed,
    boolean paused,
    TaskSpec task,
    Instant createdAt,
    Instant updatedAt,
    String revision)
    implements ConfigEntry, TenantOwned {

  public static final String NAME_RULE =
      "1 to 63 letters, digits, dots, dashes and underscores, beginning with a letter or digit";

  /// The pattern of a whole name.
  public static final String NAME_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

  /// The prefix of the keys of schedules.
  public static final String KEY_PREFIX = "schedule/";

  /// The prefix of the tag that says which schedule a task belongs to.
  public static final String TAG_PREFIX = "schedule:";

  /// The prefix of the tag that says which time a task is for.
  public static final String TIME_TAG_PREFIX = "scheduled-for:";

  private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

  public Schedule {
    Require.that(Tenants.isValid(tenant), "tenant", "be " + Tenants.RULE, tenant);
    Require.that(isName(name), "name", "be " + NAME_RULE, name);
    Require.text(cron, "cron");
    Require.text(timeZone, "timeZone");
    Require.present(missed, "missed");
    Require.present(task, "task");
    Require.present(createdAt, "createdAt");
    Require.present(updatedAt, "updatedAt");
    Require.text(revision, "revision");
  }

  public static boolean isName(String name) {
    return name != null && NAME.matcher(name).matches();
  }

  @Override
  public String key() {
    return key(tenant, name);
  }

  public static String key(String tenant, String name) {
    return KEY_PREFIX + tenant + "/" + name;
  }

  public static boolean isKey(String key) {
    return key != null && key.startsWith(KEY_PREFIX);
  }

  /// The task of its firing at `time`, submitted at `now`. The task's id follows from tenant, name
  /// and time, so a second submission is the same task. A tag has the time, however late the
  /// submission is.
  public SubmitTask firing(Instant time, Instant now) {
    List<String> tags = new ArrayList<>(task.terms().tags());
    tags.add(TAG_PREFIX + name);
    tags.add(TIME_TAG_PREFIX + time);
    return SubmitTask.fromClient(firingTaskId(time), tenant, task.tagged(tags), now);
  }

  /// The id of the task of its firing at `time`.
  public TaskId firingTaskId(Instant time) {
    return TaskId.derived(tenant, "schedule", name, time.toString());
  }
}
