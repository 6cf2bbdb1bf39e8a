package dev.offload.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/// A node in a JVM of its own, so that it can be killed.
record KafkaProcess(Process process, String bootstrapServers) {
  static KafkaProcess start(Path directory) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It lives for seconds, in which the second compiler would only cost time.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    var address = output.readLine();
    if (address == null) {
      throw new IOException("The Kafka process ended before it printed its address");
    }
    return new KafkaProcess(process, address);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public static void main(String[] arguments) throws Exception {
    var kafka = EmbeddedKafka.start(Path.of(arguments[0]));
    System.out.println(kafka.bootstrapServers());
    Thread.currentThread().join();
  }
}
