package dev.offload.testkit;

import java.lang.reflect.Method;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Makes Awaitility wait a minute where a test does not say how long: its ten seconds are too few
/// for a Kafka node on a machine that builds something else, too. JUnit finds it by itself.
public final class PatientAwaits implements BeforeAllCallback {
  private static final String AWAITILITY = "org.awaitility.Awaitility";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// Tests with Quarkus have an Awaitility of their own class loader.
  @Override
  public void beforeAll(ExtensionContext context) throws ReflectiveOperationException {
    ClassLoader loader = context.getRequiredTestClass().getClassLoader();
    Method set;
    try {
      set = Class.forName(AWAITILITY, true, loader).getMethod("setDefaultTimeout", Duration.class);
    } catch (ClassNotFoundException _) {
      return; // nothing waits there
    }
    set.invoke(null, PATIENCE);
  }
}
