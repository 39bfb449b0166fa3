package org.genlabel.data.openml;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.genlabel.data.Checksum;

/** A file that is written: counted, digested, and refused where it gets too large. */
final class DigestingFile extends OutputStream {
  private final OutputStream out;
  private final String source;
  private final long largest;
  private final MessageDigest digest = Checksum.sha256();
  private long bytes;

  /**
   * Nothing is written yet.
   *
   * @param out closed along with this
   * @param source where the contents are from, for errors
   * @param largest how many bytes it may have
   */
  DigestingFile(OutputStream out, String source, long largest) {
    this.out = out;
    this.source = source;
    this.largest = largest;
  }

  @Override
  public void write(int unit) throws IOException {
    write(new byte[] {(byte) unit}, 0, 1);
  }

  /**
   * Writes bytes, if there is room for all of them.
   *
   * @throws FetchException if there is not
   */
  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    if (bytes + length > largest) {
      throw FetchException.tooLarge(source, "more than " + bytes, largest);
    }
    out.write(buffer, offset, length);
    digest.update(buffer, offset, length);
    bytes += length;
  }

  /** How many bytes were written. */
  long bytes() {
    return bytes;
  }

  /** The SHA-256 of what was written, in hexadecimal; to be asked for once, at the end. */
  String sha256() {
    return Checksum.hexadecimal(digest);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
