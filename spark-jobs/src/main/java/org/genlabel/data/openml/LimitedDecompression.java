package org.genlabel.data.openml;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Parquet's compression codecs for reading, with a limit on the total decompressed size: a page
 * that claims to expand to gigabytes is rejected before memory is allocated for it.
 */
final class LimitedDecompression implements CompressionCodecFactory {
  private static final int BUFFER = 1 << 16;

  // The codecs do not depend on the user's Hadoop configuration.
  private final CompressionCodecFactory codecs = new CodecFactory(new Configuration(false), BUFFER);
  private final long largest;
  private long bytes;

  /**
   * Creates all codecs that Parquet has.
   *
   * @param largest maximum number of decompressed bytes in total
   */
  LimitedDecompression(long largest) {
    this.largest = largest;
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Limited(codecs.getDecompressor(codec));
  }

  /**
   * Compression is not supported.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("only for reading");
  }

  @Override
  public void release() {
    codecs.release();
  }

  private void count(int size) throws IOException {
    bytes += size;
    if (size < 0 || bytes > largest) {
      throw new IOException("its pages have more than " + largest + " bytes, once decompressed");
    }
  }

  private final class Limited implements BytesInputDecompressor {
    private final BytesInputDecompressor codec;

    Limited(BytesInputDecompressor codec) {
      this.codec = codec;
    }

    @Override
    public BytesInput decompress(BytesInput compressed, int size) throws IOException {
      count(size);
      return codec.decompress(compressed, size);
    }

    @Override
    public void decompress(ByteBuffer compressed, int from, ByteBuffer into, int size)
        throws IOException {
      count(size);
      codec.decompress(compressed, from, into, size);
    }

    @Override
    public void release() {
      codec.release();
    }
  }
}
