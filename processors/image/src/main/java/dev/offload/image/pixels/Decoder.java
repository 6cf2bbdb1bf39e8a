package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_core.CMP_NE;
import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.compare;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import dev.offload.image.header.Area;
import dev.offload.image.header.Coding;
import dev.offload.image.header.Excerpt;
import dev.offload.image.header.GifAnimation;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.PixelForm;
import dev.offload.image.header.SourceFormat;
import dev.offload.image.header.UnfitPicture;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/// Decodes a picture file, whose header has been read, into a [Picture].
public final class Decoder {
  private static final int OPAQUE = 3;
  private static final double SIXTEEN_TO_EIGHT_BITS = 255.0 / 65_535;

  private Decoder() {}

  /// The picture in sRGB.
  ///
  /// @throws UnfitPicture if the pixels can't be decoded
  public static Picture decode(byte[] file, PictureHeader header, Reduction reduction)
      throws UnfitPicture {
    return decode(file, header, reduction, Colours.STANDARD);
  }

  /// @throws UnfitPicture if the pixels can't be decoded
  public static Picture decode(
      byte[] file, PictureHeader header, Reduction reduction, Colours colours) throws UnfitPicture {
    return decode(header.meant(file), header, reduction, colours);
  }

  /// A frame of an animation, as large as itself.
  ///
  /// @throws UnfitPicture if the pixels can't be decoded
  static Picture decode(GifAnimation.Frame frame) throws UnfitPicture {
    return decode(frame.file(), frame.header(), Reduction.NONE, Colours.STANDARD);
  }

  private static Picture decode(
      Excerpt file, PictureHeader header, Reduction reduction, Colours wanted) throws UnfitPicture {
    OpenCv.load();
    Optional<StandardColours> colours =
        wanted == Colours.OWN && OwnProfile.of(header.coding()).isPresent()
            ? Optional.empty()
            : StandardColours.of(header.coding());
    try (BytePointer bytes = inNativeMemory(file);
        Mat buffer = new Mat(bytes);
        Mat stored = stored(buffer, header, reduction);
        Mat own = withOwnColours(stored, header);
        Mat opaque = eightBitColour(own);
        Mat whole = withClearGrey(opaque, stored, header.coding().pixel());
        Mat plain = withClearSurroundings(whole, header.coding())) {
      colours.ifPresent(conversion -> conversion.convert(plain));
      return new Picture(Upright.of(plain, header.orientation()));
    }
  }

  /// The decoder weights the colours of a TIFF by their opacity.
  private static Mat withOwnColours(Mat stored, PictureHeader header) {
    return header.format() == SourceFormat.TIFF && header.alpha()
        ? Transparency.unweighted(stored)
        : new Mat(stored);
  }

  private static BytePointer inNativeMemory(Excerpt file) {
    BytePointer bytes = new BytePointer(file.length());
    file.writeTo(bytes.asByteBuffer());
    return bytes;
  }

  private static Mat stored(Mat buffer, PictureHeader header, Reduction reduction)
      throws UnfitPicture {
    Mat stored;
    try {
      stored = imdecode(buffer, flags(header, reduction));
    } catch (RuntimeException e) {
      if (isLackOfMemory(e)) {
        throw e;
      }
      UnfitPicture undecodable = undecodable(header);
      undecodable.initCause(e);
      throw undecodable;
    }
    boolean whole =
        stored.cols() == reduction.of(header.storedWidth())
            && stored.rows() == reduction.of(header.storedHeight());
    if (!whole) {
      stored.close();
      throw undecodable(header);
    }
    return stored;
  }

  private static UnfitPicture undecodable(PictureHeader header) {
    return UnfitPicture.corrupt(
        "the pixels of the %s can't be decoded".formatted(header.format().label()));
  }

  /// OpenCV's error -4, which another try may not meet.
  private static boolean isLackOfMemory(RuntimeException e) {
    return String.valueOf(e.getMessage()).contains("(-4:");
  }

  private static int flags(PictureHeader header, Reduction reduction) {
    if (header.alpha()) {
      return IMREAD_UNCHANGED; // only this keeps opacity; it also ignores the orientation
    }
    int colour =
        switch (reduction) {
          case NONE -> IMREAD_COLOR;
          case HALF -> IMREAD_REDUCED_COLOR_2;
          case QUARTER -> IMREAD_REDUCED_COLOR_4;
          case EIGHTH -> IMREAD_REDUCED_COLOR_8;
        };
    return colour | IMREAD_IGNORE_ORIENTATION;
  }

  /// Makes the transparent value of a grey PNG transparent, which OpenCV does not do.
  private static Mat withClearGrey(Mat opaque, Mat stored, PixelForm form) {
    if (form.clear().isEmpty() || stored.channels() != 1) {
      return new Mat(opaque);
    }
    try (Mat alpha = new Mat();
        Scalar value = new Scalar(stored(form));
        Mat clear = new Mat(1, 1, stored.type(), value);
        MatVector channels = new MatVector()) {
      compare(stored, clear, alpha, CMP_NE);
      split(opaque, channels);
      channels.push_back(alpha);
      Mat result = new Mat();
      merge(channels, result);
      return result;
    }
  }

  /// The decoder fills what a frame leaves free with some colour.
  private static Mat withClearSurroundings(Mat whole, Coding coding) {
    if (coding.drawn().isEmpty()) {
      return new Mat(whole);
    }
    Mat result = whole.channels() == OPAQUE ? Transparency.added(whole) : new Mat(whole);
    clearAround(result, coding.drawn().get());
    return result;
  }

  private static void clearAround(Mat pixels, Area drawn) {
    int bottom = (int) Math.min(drawn.bottom(), pixels.rows());
    int right = (int) Math.min(drawn.right(), pixels.cols());
    clear(pixels, new Rect(0, 0, pixels.cols(), drawn.top()));
    clear(pixels, new Rect(0, bottom, pixels.cols(), pixels.rows() - bottom));
    clear(pixels, new Rect(0, drawn.top(), drawn.left(), bottom - drawn.top()));
    clear(pixels, new Rect(right, drawn.top(), pixels.cols() - right, bottom - drawn.top()));
  }

  private static void clear(Mat pixels, Rect area) {
    try (area;
        Mat there = pixels.apply(area);
        Scalar nothing = Scalar.all(0)) {
      there.put(nothing);
    }
  }

  /// The transparent value after decoding, which scales values of fewer bits to eight.
  private static double stored(PixelForm form) {
    int most = (1 << form.bits()) - 1;
    int value = form.clear().orElseThrow() & most;
    return form.bits() < Byte.SIZE ? value * 255.0 / most : value;
  }

  /// `IMREAD_UNCHANGED` may leave 16 bits per channel, or only one channel.
  private static Mat eightBitColour(Mat stored) {
    if (stored.depth() == CV_16U) {
      try (Mat eightBit = new Mat()) {
        stored.convertTo(eightBit, CV_8U, SIXTEEN_TO_EIGHT_BITS, 0);
        return eightBitColour(eightBit);
      }
    }
    if (stored.channels() == 1) {
      Mat colour = new Mat();
      cvtColor(stored, colour, COLOR_GRAY2BGR);
      return colour;
    }
    return new Mat(stored);
  }
}
