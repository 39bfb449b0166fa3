package org.genlabel.report.plot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.batik.transcoder.SVGAbstractTranscoder;
import org.apache.batik.transcoder.TranscoderException;
import org.apache.batik.transcoder.TranscoderInput;
import org.apache.batik.transcoder.TranscoderOutput;
import org.apache.batik.transcoder.image.ImageTranscoder;

/**
 * A picture of a report.
 *
 * @param id identifier, also the name of its file
 * @param title title of the picture
 * @param description description for people who cannot see it
 * @param width in pixels
 * @param height in pixels
 * @param svg SVG document
 */
public record Picture(
    String id, String title, String description, int width, int height, String svg) {
  // Doubles the size in pixels, for print and high-resolution screens.
  private static final float PIXELS = 2;

  /**
   * Renders the picture in pixels.
   *
   * @return contents of a PNG file
   * @throws NoFontException if Java finds no font
   */
  public byte[] png() {
    PixelTranscoder transcoder = new PixelTranscoder();
    transcoder.addTranscodingHint(SVGAbstractTranscoder.KEY_WIDTH, PIXELS * width);
    transcoder.addTranscodingHint(SVGAbstractTranscoder.KEY_HEIGHT, PIXELS * height);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      transcoder.transcode(new TranscoderInput(new StringReader(svg)), null);
      ImageIO.write(transcoder.image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TranscoderException e) {
      throw new IllegalStateException("the picture " + id + " cannot be drawn", e);
    } catch (Error e) {
      // Java throws this if the system has no font.
      if (isAboutFonts(e)) {
        throw new NoFontException(e);
      }
      throw e;
    }
    return bytes.toByteArray();
  }

  private static boolean isAboutFonts(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String text = cause.toString().toLowerCase(Locale.ROOT);
      if (text.contains("fontconfig") || text.contains("fontmanager")) {
        return true;
      }
    }
    return false;
  }

  /** Keeps the rendered image, which ImageIO writes. */
  private static final class PixelTranscoder extends ImageTranscoder {
    private BufferedImage image;

    @Override
    public BufferedImage createImage(int width, int height) {
      return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    @Override
    public void writeImage(BufferedImage drawn, TranscoderOutput output) {
      image = drawn;
    }
  }
}
