package dev.offload.image.faces;

import static org.bytedeco.opencv.global.opencv_dnn.readNetFromONNX;

import dev.offload.image.pixels.OpenCv;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_dnn.Net;

/// A neural network that many threads use. A thread takes an idle copy, loads another one, or
/// waits if there are as many as there may be.
final class Network implements AutoCloseable {
  private static final String COMPRESSED = ".gz";

  private final String resource;
  private final Semaphore copies;
  private final ConcurrentLinkedQueue<Net> idle = new ConcurrentLinkedQueue<>();

  /// @param resource an ONNX file beside this class, perhaps compressed
  /// @param copies the most copies that are loaded, since each takes memory
  Network(String resource, int copies) {
    this.resource = resource;
    this.copies = new Semaphore(copies);
  }

  /// The output of the network.
  float[] ask(Mat input) {
    copies.acquireUninterruptibly();
    try {
      Net net = idle.poll();
      return ask(net == null ? load() : net, input);
    } finally {
      copies.release();
    }
  }

  private float[] ask(Net net, Mat input) {
    try {
      net.setInput(input);
      try (Mat output = net.forward();
          FloatPointer numbers = new FloatPointer(output.data())) {
        float[] answer = new float[Math.toIntExact(output.total())];
        numbers.get(answer);
        return answer;
      }
    } finally {
      idle.add(net);
    }
  }

  @Override
  public void close() {
    for (Net net = idle.poll(); net != null; net = idle.poll()) {
      net.close();
    }
  }

  private Net load() {
    OpenCv.load();
    byte[] network = read();
    try (BytePointer bytes = new BytePointer(network)) {
      return readNetFromONNX(bytes, network.length);
    }
  }

  private byte[] read() {
    try (InputStream in = Network.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "no resource %s beside %s".formatted(resource, Network.class));
      }
      return resource.endsWith(COMPRESSED)
          ? new GZIPInputStream(in).readAllBytes()
          : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the network %s can't be read".formatted(resource), e);
    }
  }
}
