package dev.offload.worker.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The name of a worker that has no configured name: its host's name and something random, since
/// two workers may run there.
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
