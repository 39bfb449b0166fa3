package org.genlabel.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static byte[] png(Picture picture) {
    try {
      return picture.png();
    } catch (NoFontException e) {
      return abort(e.getMessage());
    }
  }

  @Test
  void pngHasTwiceTheSizeAndThePictureInIt() throws IOException {
    Picture picture = GainHistogram.of("x", "t", "d", "gain", Map.of(1, 3L, 0, 2L));

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png(picture)));

    assertThat(image.getWidth()).isEqualTo(2 * 640);
    assertThat(image.getHeight()).isEqualTo(2 * 350);
    assertThat(pixels(image, Palette.PAPER)).isGreaterThan(100_000);
    // Seven bars fit side by side into 558 pixels, and 3.24 datasets into 282.
    double width = 2 * (558 / 7.0 - 2);
    double height = 2 * 282 / 3.24;
    assertThat((double) pixels(image, Palette.HIGHER))
        .isBetween(0.95 * 3 * width * height, 1.05 * 3 * width * height);
    assertThat((double) pixels(image, Palette.ON_PAR))
        .isBetween(0.95 * 2 * width * height, 1.05 * 2 * width * height);
    assertThat(pixels(image, Palette.TEXT)).as("pixels of words").isPositive();
  }

  private static long pixels(BufferedImage image, Palette ink) {
    int rgb = Integer.parseInt(ink.light().substring(1), 16);
    return IntStream.of(
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .filter(pixel -> (pixel & 0xffffff) == rgb)
        .count();
  }

  @Test
  void namesOfAnyKindAreDrawn() throws IOException {
    Picture picture = GainHistogram.of("x", "t", "d", "a<b>&\"c\" \u0007", Map.of());

    assertThat(ImageIO.read(new ByteArrayInputStream(png(picture)))).isNotNull();
  }
}
