package dev.offload.image.header;

import dev.offload.image.header.Chromaticities.Xy;
import java.util.Optional;

/// What a PNG's chunks say about its colours. Of several the first in this order counts, as the
/// PNG specification (third edition, 4.3) says: `cICP`, `iCCP`, `sRGB`, `gAMA` with `cHRM`. A chunk
/// that says nothing understandable does not count. High dynamic range is refused.
final class PngColours {
  private static final double UNIT = 100_000;
  private static final int CICP_BYTES = 4;
  private static final int FULL_RANGE = 1;
  private static final int GAMMA_BYTES = 4;
  private static final int CHROMATICITIES_BYTES = 32;

  /// What `gAMA` says for sRGB, and how far from it a value is taken for that, as libpng does.
  private static final double STANDARD_GAMMA = 0.45455;

  private static final double THRESHOLD = 0.05;
  private static final double LEAST_GAMMA = 0.01;
  private static final double MOST_GAMMA = 10;

  private ColourProfile coded = ColourProfile.NONE;
  private ColourProfile embedded = ColourProfile.NONE;
  private boolean isStandard;
  private Chromaticities primaries = Chromaticities.STANDARD;
  private Transfer transfer = Transfer.STANDARD;

  void heed(String type, ByteCursor chunk) throws UnfitPicture {
    switch (type) {
      case "cICP" -> coded(chunk);
      case "iCCP" -> embedded = ColourProfile.deflated(chunk);
      case "sRGB" -> isStandard = true;
      case "gAMA" -> gamma(chunk);
      case "cHRM" -> chromaticities(chunk);
      default -> {} // says nothing about colours
    }
  }

  /// `cICP`: code points of ITU-T H.273.
  private void coded(ByteCursor chunk) throws UnfitPicture {
    if (chunk.remaining() != CICP_BYTES) {
      return;
    }
    Optional<Chromaticities> colours = primaries(chunk.unsigned8());
    Optional<Transfer> curve = transfer(chunk.unsigned8());
    boolean isRgb = chunk.unsigned8() == 0;
    int range = chunk.unsigned8();
    if (colours.isPresent() && curve.isPresent() && isRgb && range <= FULL_RANGE) {
      coded =
          MatrixProfile.of(
              colours.get(), range == FULL_RANGE ? curve.get() : curve.get().ofVideoRange());
    }
  }

  private static Optional<Chromaticities> primaries(int code) {
    return switch (code) {
      case 1 -> Optional.of(Chromaticities.STANDARD);
      case 9 -> Optional.of(Chromaticities.BT_2020);
      case 12 -> Optional.of(Chromaticities.DISPLAY_P3);
      default -> Optional.empty();
    };
  }

  private static Optional<Transfer> transfer(int code) throws UnfitPicture {
    HighDynamicRange.refuse(code);
    return switch (code) {
      case 1, 6, 14, 15 -> Optional.of(Transfer.BT_709);
      case 4 -> Optional.of(Transfer.power(2.2));
      case 5 -> Optional.of(Transfer.power(2.8));
      case 8 -> Optional.of(Transfer.LINEAR);
      case 13 -> Optional.of(Transfer.STANDARD);
      default -> Optional.empty();
    };
  }

  private void gamma(ByteCursor chunk) throws UnfitPicture {
    if (chunk.remaining() != GAMMA_BYTES) {
      return;
    }
    double gamma = chunk.bigEndian32() / UNIT;
    boolean isOne = gamma >= LEAST_GAMMA && gamma <= MOST_GAMMA;
    if (isOne && Math.abs(gamma / STANDARD_GAMMA - 1) > THRESHOLD) {
      transfer = Transfer.power(1 / gamma);
    }
  }

  private void chromaticities(ByteCursor chunk) throws UnfitPicture {
    if (chunk.remaining() == CHROMATICITIES_BYTES) {
      primaries = new Chromaticities(xy(chunk), xy(chunk), xy(chunk), xy(chunk));
    }
  }

  private static Xy xy(ByteCursor chunk) throws UnfitPicture {
    return new Xy(chunk.bigEndian32() / UNIT, chunk.bigEndian32() / UNIT);
  }

  ColourProfile profile() throws UnfitPicture {
    if (!coded.isNone()) {
      return coded;
    }
    if (!embedded.isNone()) {
      return embedded;
    }
    boolean saysMore =
        !primaries.equals(Chromaticities.STANDARD) || !transfer.equals(Transfer.STANDARD);
    return saysMore && !isStandard ? MatrixProfile.of(primaries, transfer) : ColourProfile.NONE;
  }
}
