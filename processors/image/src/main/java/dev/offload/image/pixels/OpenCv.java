package dev.offload.image.pixels;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/// The native library, loaded and set up once per process. Its files are unpacked from the jar on
/// the first use into `~/.javacpp/cache` (`-Dorg.bytedeco.javacpp.cachedir=DIR` moves that).
public final class OpenCv {
  static {
    // JavaCPP gives up when the process holds more than a multiple of the heap; here pictures
    // are bounded by their pixels instead.
    if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    }
    Loader.load(opencv_core.class);
    Loader.load(opencv_imgproc.class);
    Loader.load(opencv_imgcodecs.class);
    Loader.load(opencv_dnn.class);
    // Tasks run beside each other; threads within one of them would only compete.
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /// Makes sure that the library is there. Takes a second or more the first time.
  public static void load() {
    // the static initialiser did it
  }
}
