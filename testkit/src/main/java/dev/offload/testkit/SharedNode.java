package dev.offload.testkit;

import dev.offload.broker.EmbeddedKafka;
import dev.offload.disk.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The node behind [KafkaForTests]. It lives in the class loader that outlives every test.
///
/// Quarkus loads test classes again for each application and closes the loader afterwards. A node
/// that is started from there would be one of many, and lose its classes while it runs.
final class SharedNode {
  private SharedNode() {}

  /// This is a separate class because [#addressFromAnyClassLoader] must not start a node in its own
  /// loader.
  private static final class RunningNode {
    static final EmbeddedKafka KAFKA = start();
  }

  static String address() {
    return RunningNode.KAFKA.bootstrapServers();
  }

  static String addressFromAnyClassLoader() {
    var thread = Thread.currentThread();
    var loaderBefore = thread.getContextClassLoader();
    var lasting = ClassLoader.getSystemClassLoader();
    thread.setContextClassLoader(lasting);
    try {
      var address =
          Class.forName(SharedNode.class.getName(), true, lasting).getDeclaredMethod("address");
      address.setAccessible(true);
      return (String) address.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The tests' Kafka node did not start", e);
    } finally {
      thread.setContextClassLoader(loaderBefore);
    }
  }

  private static EmbeddedKafka start() {
    try {
      var directory = Files.createTempDirectory("offload-kafka-");
      var kafka = EmbeddedKafka.start(directory);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(kafka, directory)));
      return kafka;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(EmbeddedKafka kafka, Path directory) {
    kafka.close();
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not delete " + directory, e);
    }
  }
}
