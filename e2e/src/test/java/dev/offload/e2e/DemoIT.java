package dev.offload.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.e2e.demo.Demo;
import dev.offload.e2e.process.Home;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  @TempDir Path output;

  @Test
  void nothingIsMissingFromTheDemo() throws Exception {
    var missing = new Demo(Home.here(), output).run();

    assertThat(missing).isEmpty();
    assertThat(ImageIO.read(output.resolve("astronaut-thumbnail.jpg").toFile()).getWidth())
        .isEqualTo(256);
    assertThat(ImageIO.read(output.resolve("astronaut-faces.png").toFile()).getWidth())
        .isEqualTo(512);
    assertThat(output.resolve("orders-report.csv")).isNotEmptyFile();
    assertThat(output.resolve("orders-report.xlsx")).isNotEmptyFile();
    assertThat(output.resolve("orders-report.html")).content().contains("<svg");
  }
}
