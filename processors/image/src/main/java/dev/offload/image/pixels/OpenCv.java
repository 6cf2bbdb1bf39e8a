package dev.offload.image.pixels;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/// The native library, which is loaded and set up once per process. On the first use its files
/// are unpacked from the jar into `~/.javacpp/cache`, or into
/// `-Dorg.bytedeco.javacpp.cachedir=DIR`.
public final class OpenCv {
  static {
    // JavaCPP gives up when the process uses more than a multiple of the heap. Here the pixels
    // of pictures are limited instead.
    if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    }
    Loader.load(opencv_core.class);
    Loader.load(opencv_imgproc.class);
    Loader.load(opencv_imgcodecs.class);
    Loader.load(opencv_dnn.class);
    // Several tasks run at the same time, so threads within one of them would only compete.
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /// Makes sure that the library is loaded. This takes a second or more the first time.
  public static void load() {
    // the static initialiser does it
  }
}
