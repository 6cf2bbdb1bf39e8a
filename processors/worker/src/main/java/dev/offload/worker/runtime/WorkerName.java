package dev.offload.worker.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// How a worker calls itself where nobody named it: after its host, with something random, as two
/// may run there.
final class WorkerName {
  private WorkerName() {}

  static String random() {
    byte[] suffix = new byte[3];
    new SecureRandom().nextBytes(suffix);
    return host() + "-" + HexFormat.of().formatHex(suffix);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "worker";
    }
  }
}
