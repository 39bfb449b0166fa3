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
 * A picture.
 *
 * @param id also its file's name
 * @param title what it shows
 * @param description what is to be seen in it, for people who do not see it
 * @param width in pixels
 * @param height in pixels
 * @param svg the document
 */
public record Picture(
    String id, String title, String description, int width, int height, String svg) {
  // Twice the size in pixels: sharp on paper and on fine screens.
  private static final float PIXELS = 2;

  /**
   * The picture in pixels.
   *
   * @return a PNG file's bytes
   * @throws NoFontException if Java finds no font to write with
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
      // What Java throws where the system has no font at all.
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

  /** Keeps the pixels; Java writes them. */
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
