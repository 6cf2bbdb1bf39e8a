package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.CancelGroup;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.Trigger;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the stores and their changelogs have of groups: the group's entry, a partition's tally, and
/// a task that is an active member.
class StoredGroupTest {
  private static final GroupId GROUP = GroupId.parse("grp_0191f2a0-0000-7000-8000-000000000001");
  private static final Duration A_SECOND = Duration.ofMillis(1_100);
  private static final String TALLY = "tally-";
  private static final String MEMBER = "member-";

  private final StringBuilder stored = new StringBuilder();

  /// What is done to a group until it is in the wanted state.
  private interface Story {
    void tell(LifecycleRig rig);
  }

  @Test
  void everyStateIsStoredAsInTheGoldenFile() throws IOException, URISyntaxException {
    add("not-opened", rig -> rig.submit(member("a")));
    add("open", StoredGroupTest::open);
    add(
        "with-tasks",
        rig -> {
          open(rig);
          rig.submit(member("a"));
          fail(rig, member("b"));
        });
    add(
        "sealed",
        rig -> {
          open(rig);
          rig.submit(member("a"));
          seal(rig);
        });
    add(
        "cancelled-while-a-task-runs",
        rig -> {
          open(rig);
          SubmitTask task = member("a");
          rig.submit(task);
          rig.report(run(task).started(rig.now()));
          rig.command(new CancelGroup(GROUP, Fixtures.TENANT, rig.now()));
        });
    add(
        "asked-again",
        rig -> {
          open(rig);
          rig.submit(member("a"));
          seal(rig);
          seal(rig);
        });
    add(
        "ended",
        rig -> {
          open(rig);
          fail(rig, member("a"));
          seal(rig);
        });
    assertThat(stored.toString()).isEqualTo(golden());
  }

  @Test
  void goldenFileIsWrittenAsItWasRead() throws IOException, URISyntaxException {
    for (String line : golden().lines().toList()) {
      String json = line.substring(line.indexOf(' ') + 1);
      byte[] read = json.getBytes(StandardCharsets.UTF_8);
      assertThat(StoredJson.of(again(line, read))).as(line).isEqualTo(json);
    }
  }

  @Test
  void formOfAnOlderReleaseIsRead() throws IOException, URISyntaxException {
    for (String line : golden().lines().toList()) {
      String json = line.substring(line.indexOf(' ') + 1);
      byte[] older = json.replace(",\"anew\":false", "").getBytes(StandardCharsets.UTF_8);
      assertThat(StoredJson.of(again(line, older))).as(line).isEqualTo(json);
    }
  }

  @Test
  void groupThatAnOlderReleaseHasCancelledIsRead() throws IOException, URISyntaxException {
    for (String line : golden().lines().filter(it -> it.contains("cancelWait")).toList()) {
      String older =
          line.substring(line.indexOf(' ') + 1).replaceAll("\"cancelWait\":\\{.*?},", "");
      assertThat(older).doesNotContain("cancelWait");
      assertThat(StoredJson.of(again(line, older.getBytes(StandardCharsets.UTF_8))))
          .as(line)
          .isEqualTo(older);
    }
  }

  /// It has not noted the successors that are under way, and can't make up for that.
  @Test
  void successorsOfATallyOfAnOlderReleaseStayUnknown() throws IOException, URISyntaxException {
    for (String line : golden().lines().toList()) {
      String json = line.substring(line.indexOf(' ') + 1);
      String older = json.replace(",\"underway\":0", "");
      assertThat(StoredJson.of(again(line, older.getBytes(StandardCharsets.UTF_8))))
          .as(line)
          .isEqualTo(older);
    }
  }

  private static byte[] again(String line, byte[] stored) {
    if (line.startsWith(TALLY)) {
      return PartitionForm.TALLIES.write(PartitionForm.TALLIES.read(stored));
    }
    return line.startsWith(MEMBER)
        ? Codecs.TASKS.write(Codecs.TASKS.read(stored))
        : Codecs.GROUPS.write(Codecs.GROUPS.read(stored));
  }

  private void add(String state, Story story) {
    try (LifecycleRig rig = new LifecycleRig()) {
      story.tell(rig);
      rig.advance(A_SECOND);
      assertThat(rig.parked()).as(state).isEmpty();
      add(state, rig.storedGroup(GROUP));
      add(TALLY + state, rig.storedTally(GROUP));
      add(MEMBER + state, rig.storedTask(member("a").taskId()));
    }
  }

  private void add(String state, byte[] entry) {
    if (entry != null) {
      stored.append(state).append(' ').append(StoredJson.of(entry)).append('\n');
    }
  }

  private static void open(LifecycleRig rig) {
    TaskSpec next = TaskSpec.of(Fixtures.QUEUE, Fixtures.QUEUE, Fixtures.json("next"));
    rig.command(
        new OpenGroup(
            GROUP,
            Fixtures.TENANT,
            GroupTerms.NONE,
            List.of(Successor.on(Trigger.SUCCESS, next)),
            rig.now(),
            null));
  }

  private static void seal(LifecycleRig rig) {
    rig.command(new SealGroup(GROUP, Fixtures.TENANT, rig.now()));
  }

  private static SubmitTask member(String name) {
    return Fixtures.in(GROUP, Fixtures.named(Fixtures.task(LifecycleRig.START), name));
  }

  private static void fail(LifecycleRig rig, SubmitTask task) {
    rig.submit(task);
    rig.report(run(task).started(rig.now()));
    rig.report(run(task).failed(rig.now(), true, null));
  }

  private static Run run(SubmitTask task) {
    return new Run(task.taskId(), 1, "r1");
  }

  private static String golden() throws IOException, URISyntaxException {
    return Files.readString(
        Path.of(StoredGroupTest.class.getResource("/stored-groups.golden.txt").toURI()));
  }
}
