package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Message;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.report.protocol.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.sql.SQLException;

/// The child process that a query runs in.
///
/// Its working directory has the sources. It reads its job from the first line of standard
/// input and writes [Message]s to standard output. It ends as soon as standard input does,
/// since its parent is gone then.
public final class ReportMain {
  private static final int ORPHANED = 4;

  private ReportMain() {}

  public static void main(String... arguments) throws IOException, SQLException {
    PrintStream out = System.out;
    System.setOut(System.err); // what libraries print must not be taken for a message
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    Job job = Wire.job(in.readLine());
    dieWithParent(in);
    Messages messages = new Messages(out);
    messages.say(end(job, messages));
    out.flush();
    Runtime.getRuntime().halt(0); // nothing that is still open matters any more
  }

  private static Message end(Job job, Messages messages) throws IOException, SQLException {
    try {
      return new Report(job, messages).run();
    } catch (UnfitReport e) {
      return new Message.Refused(e.reason(), e.getMessage());
    } catch (LimitedFile.Full e) {
      return new Message.Refused(Reason.OUTPUT, e.getMessage());
    }
  }

  private static void dieWithParent(BufferedReader in) {
    Thread.ofPlatform()
        .name("parent-watch")
        .daemon()
        .start(
            () -> {
              waitForTheEnd(in);
              Runtime.getRuntime().halt(ORPHANED);
            });
  }

  private static void waitForTheEnd(BufferedReader in) {
    try {
      String line;
      do {
        line = in.readLine();
      } while (line != null);
    } catch (IOException _) {
      // This is as good as its end.
    }
  }
}
