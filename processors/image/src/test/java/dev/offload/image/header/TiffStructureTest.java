package dev.offload.image.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.image.header.UnfitPicture.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// TIFFs that the decoder would read in another way than we do, and so with other sizes.
class TiffStructureTest {
  private static final int SIDE = 4;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int DIRECTORY = 8;

  private record Entry(int tag, int type, int count, int value) {}

  private final List<Entry> entries =
      new ArrayList<>(
          List.of(
              new Entry(256, SHORT, 1, SIDE),
              new Entry(257, SHORT, 1, SIDE),
              new Entry(258, SHORT, 1, 8),
              new Entry(259, SHORT, 1, 1),
              new Entry(262, SHORT, 1, 1),
              new Entry(273, LONG, 1, DIRECTORY + 1_000),
              new Entry(277, SHORT, 1, 1),
              new Entry(278, SHORT, 1, SIDE),
              new Entry(279, LONG, 1, SIDE * SIDE)));

  @Test
  void tiffIsRead() throws UnfitPicture {
    assertThat(PictureHeader.read(file()).width()).isEqualTo(SIDE);
  }

  @Test
  void tagThatComesTwiceIsRefused() {
    entries.add(1, new Entry(256, LONG, 1, 1_000_000));

    assertCorrupt("tag 256 twice");
  }

  /// The orientation is overwritten before the decoder reads it.
  @ParameterizedTest
  @CsvSource({"3, 3", "3, 2", "4, 0", "5, 1", "7, 4"})
  void orientationThatIsNotOneNumberIsRefused(int type, int count) {
    entries.add(6, new Entry(274, type, count, DIRECTORY + 900));

    assertCorrupt("orientation");
  }

  @ParameterizedTest
  @ValueSource(ints = {DIRECTORY + 2, DIRECTORY - 4, DIRECTORY + 2 + 9 * 12 + 1})
  void numbersThatAreInTheDirectoryAreRefused(int place) {
    entries.set(0, new Entry(256, LONG, 2, place));

    assertCorrupt("tag 256 twice");
  }

  @ParameterizedTest
  @ValueSource(ints = {322, 323, 324, 325})
  void tilesBesideStripsAreRefused(int tag) {
    entries.add(new Entry(tag, LONG, 1, 16_000));

    assertCorrupt("both strips and tiles");
  }

  /// A small file could make a decoder read terabytes.
  @Test
  void stripsOfTheSameBytesAreRefused() {
    entries.set(5, new Entry(273, SHORT, 4, DIRECTORY + 900));
    entries.set(7, new Entry(278, SHORT, 1, 1));
    entries.set(8, new Entry(279, SHORT, 4, DIRECTORY + 1_000));
    byte[] file = file();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int strip = 0; strip < 4; strip++) {
      bytes.putShort(DIRECTORY + 900 + 2 * strip, (short) 0);
      bytes.putShort(DIRECTORY + 1_000 + 2 * strip, (short) (file.length / 2));
    }

    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> PictureHeader.read(file))
        .withMessageContaining("same bytes as pixels of several strips");
  }

  @Test
  void tiffOfVeryManyStripsIsRefused() {
    entries.set(1, new Entry(257, LONG, 1, 65_537));
    entries.set(7, new Entry(278, SHORT, 1, 1));

    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> PictureHeader.read(file()))
        .withMessageContaining("65,537 parts")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
  }

  @Test
  void decoderSeesOnlyTheFirstPicture() throws UnfitPicture {
    byte[] file = file();
    int end = DIRECTORY + 2 + entries.size() * 12;
    file[end] = 8;

    ByteBuffer meant = ByteBuffer.allocate(file.length);
    TiffStructure.meant(file).writeTo(meant);

    assertThat(meant.hasRemaining()).isFalse();
    file[end] = 0;
    assertThat(meant.array()).isEqualTo(file);
  }

  /// Photoshop keeps a selection there.
  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "2, true"})
  void fourthChannelIsOpacityIfItSaysSo(int kind, boolean alpha) throws UnfitPicture {
    entries.set(2, new Entry(258, SHORT, 4, DIRECTORY + 900));
    entries.set(4, new Entry(262, SHORT, 1, 2));
    entries.set(6, new Entry(277, SHORT, 1, 4));
    entries.set(8, new Entry(279, LONG, 1, 4 * SIDE * SIDE));
    entries.add(new Entry(338, SHORT, 1, kind));

    assertThat(PictureHeader.read(file()).alpha()).isEqualTo(alpha);
  }

  private void assertCorrupt(String words) {
    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> PictureHeader.read(file()))
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
  }

  private byte[] file() {
    ByteBuffer file = ByteBuffer.allocate(DIRECTORY + 2_000).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(DIRECTORY);
    file.putShort((short) entries.size());
    for (Entry entry : entries) {
      file.putShort((short) entry.tag).putShort((short) entry.type).putInt(entry.count);
      file.putInt(entry.value);
    }
    for (int channel = 0; channel < 4; channel++) {
      file.putShort(DIRECTORY + 900 + 2 * channel, (short) 8);
    }
    return file.array();
  }
}
