package dev.offload.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PicturesTest {
  @Test
  void photoHasTheWantedSize() {
    var photo = Pictures.read(Pictures.asPhoto(Pictures.astronaut(), 700));

    assertThat(photo.getWidth()).isEqualTo(700);
    assertThat(photo.getHeight()).isEqualTo(700);
  }

  @Test
  void frameIsDrawnAroundEachFace() throws IOException {
    var faces =
        new ObjectMapper()
            .readTree("[{\"box\": {\"x\": 100, \"y\": 50, \"width\": 80, \"height\": 90}}]");

    var framed = Pictures.read(Pictures.withFrames(Pictures.astronaut(), faces));

    var original = Pictures.read(Pictures.astronaut());
    assertThat(new Color(framed.getRGB(100, 90))).isEqualTo(new Color(0x00C853));
    assertThat(framed.getRGB(140, 95)).isEqualTo(original.getRGB(140, 95));
  }
}
