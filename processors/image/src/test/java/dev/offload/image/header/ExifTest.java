package dev.offload.image.header;

import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.withChunk;
import static dev.offload.image.TestPictures.withExif;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExifTest {
  private static final byte[] JPEG = jpeg(quarters(96, 64));
  private static final String SECRET = "the preview of a face";

  /// Every place in which a preview, another program's data or a maker's note may be.
  @ParameterizedTest
  @CsvSource({"MM, false", "II, false", "MM, true", "II, true"})
  void onlyWhatIsNamedIsKept(String order, boolean inPng) throws UnfitPicture {
    Tiff tiff = new Tiff(order);
    int subDirectory = tiff.directory(0, tiff.text(0x0111, SECRET));
    int third = tiff.directory(0, tiff.text(0x0117, SECRET));
    int second = tiff.directory(third, tiff.text(0x0111, SECRET), tiff.text(0x0201, SECRET));
    int camera =
        tiff.directory(
            0,
            tiff.text(0x9003, "2026:11:30 08:00:00"),
            tiff.value(0x927C, 3, SECRET), // a maker's note of 16 bits each
            tiff.text(0xA005, SECRET));
    int place = tiff.directory(0, tiff.text(0x0001, "N"), tiff.text(0x001B, "by satellite"));
    int first =
        tiff.directory(
            second,
            tiff.text(0x0111, SECRET),
            tiff.number(0x0112, 3, 6),
            tiff.text(0x013B, "Jane Doe"),
            tiff.number(0x014A, 4, subDirectory),
            tiff.text(0x02BC, SECRET),
            tiff.text(0x501B, SECRET),
            tiff.text(0x83BB, SECRET),
            tiff.text(0x8649, SECRET),
            tiff.number(0x8769, 4, camera),
            tiff.number(0x8825, 4, place),
            tiff.text(0x927C, SECRET),
            tiff.text(0xC634, SECRET));
    byte[] exif = tiff.bytes(first, SECRET);
    byte[] file = inPng ? withChunk(png(quarters(96, 64)), "eXIf", exif) : withExif(JPEG, exif);

    byte[] kept = Exif.kept(file, inPng ? SourceFormat.PNG : SourceFormat.JPEG).orElseThrow();

    assertThat(new String(kept, ISO_8859_1))
        .startsWith(order)
        .contains("Jane Doe", "2026:11:30 08:00:00", "by satellite")
        .doesNotContain(SECRET.substring(0, 5));
    assertThat(tags(kept, 8)).containsExactly(0x0112, 0x013B, 0x8769, 0x8825);
    assertThat(tags(kept, link(kept, 0x8769))).containsExactly(0x9003);
    assertThat(tags(kept, link(kept, 0x8825))).containsExactly(0x0001, 0x001B);
    assertThat(PictureHeader.read(withExif(JPEG, kept)).orientation())
        .isEqualTo(Orientation.UPRIGHT);
  }

  /// Each of these 1,820 used to be followed, and led to as many more.
  @Test
  void directoryThatIsNamedOftenIsReadOnce() throws UnfitPicture {
    Tiff tiff = new Tiff("MM");
    byte[][] notes = new byte[1_820][];
    Arrays.fill(notes, tiff.number(0x829A, 3, 1));
    int camera = tiff.directory(0, notes);
    byte[][] links = new byte[1_820][];
    Arrays.fill(links, tiff.number(0x8769, 4, camera));
    byte[] exif = tiff.bytes(tiff.directory(0, links), "");

    byte[] kept = Exif.kept(withExif(JPEG, exif), SourceFormat.JPEG).orElseThrow();

    assertThat(kept).hasSize(8 + 2 * (2 + 12 + 4));
  }

  @Test
  void valuesAtTheSameOffsetCountTogetherTowardsTheLimit() throws UnfitPicture {
    Tiff tiff = new Tiff("MM");
    int text = tiff.put("x".repeat(40_000).getBytes(ISO_8859_1));
    byte[] artist = tiff.entry(0x013B, 2, 40_000, text);
    byte[] copyright = tiff.entry(0x8298, 2, 40_000, text);
    byte[] one = tiff.bytes(tiff.directory(0, artist), "");
    byte[] both = tiff.bytes(tiff.directory(0, artist, copyright), "");

    assertThat(Exif.kept(withExif(JPEG, one), SourceFormat.JPEG)).isPresent();
    assertThat(Exif.kept(withExif(JPEG, both), SourceFormat.JPEG)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -20, 1_000, Integer.MAX_VALUE})
  void offsetOutsideOfTheDataIsDamage(int place) throws UnfitPicture {
    Tiff tiff = new Tiff("II");
    byte[] exif =
        tiff.bytes(tiff.directory(0, tiff.text(0x013B, "Jane"), tiff.number(0x8825, 4, place)), "");

    assertThat(Exif.kept(withExif(JPEG, exif), SourceFormat.JPEG)).isEmpty();
  }

  private static List<Integer> tags(byte[] exif, int directory) {
    ByteBuffer tiff = buffer(exif);
    List<Integer> tags = new ArrayList<>();
    for (int tag = 0; tag < tiff.getShort(directory); tag++) {
      tags.add(Short.toUnsignedInt(tiff.getShort(directory + 2 + 12 * tag)));
    }
    assertThat(tiff.getInt(directory + 2 + 12 * tags.size())).as("next directory").isZero();
    return tags;
  }

  private static int link(byte[] exif, int tag) {
    return buffer(exif).getInt(8 + 2 + 12 * tags(exif, 8).indexOf(tag) + 8);
  }

  private static ByteBuffer buffer(byte[] exif) {
    return ByteBuffer.wrap(exif)
        .order(exif[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /// A TIFF file that is written from its values to its first directory.
  private static final class Tiff {
    private final ByteBuffer out = ByteBuffer.allocate(65_000);

    Tiff(String order) {
      out.order(order.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      out.put(order.getBytes(ISO_8859_1)).putShort((short) 42).putInt(0);
    }

    int put(byte[] bytes) {
      int at = out.position();
      out.put(bytes);
      return at;
    }

    byte[] entry(int tag, int type, int count, int value) {
      ByteBuffer entry = ByteBuffer.allocate(12).order(out.order());
      entry.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
      return entry.array();
    }

    byte[] number(int tag, int type, int value) {
      boolean left = type == 3 && out.order() == ByteOrder.BIG_ENDIAN;
      return entry(tag, type, 1, left ? value << Short.SIZE : value);
    }

    byte[] text(int tag, String text) {
      return value(tag, 2, text);
    }

    byte[] value(int tag, int type, String text) {
      byte[] bytes = (text + '\0').getBytes(ISO_8859_1);
      if (bytes.length <= 4) {
        ByteBuffer within = ByteBuffer.wrap(Arrays.copyOf(bytes, 4)).order(out.order());
        return entry(tag, type, bytes.length, within.getInt());
      }
      return entry(tag, type, bytes.length / (type == 3 ? 2 : 1), put(bytes));
    }

    int directory(int next, byte[]... entries) {
      int at = out.position();
      out.putShort((short) entries.length);
      for (byte[] entry : entries) {
        out.put(entry);
      }
      out.putInt(next);
      return at;
    }

    /// @param behind what nothing refers to
    byte[] bytes(int first, String behind) {
      out.putInt(4, first);
      byte[] end = behind.getBytes(ISO_8859_1);
      byte[] all = Arrays.copyOf(out.array(), out.position() + end.length);
      System.arraycopy(end, 0, all, out.position(), end.length);
      return all;
    }
  }
}
