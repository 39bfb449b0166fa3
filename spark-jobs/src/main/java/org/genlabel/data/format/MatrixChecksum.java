package org.genlabel.data.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.genlabel.data.Checksum;
import org.genlabel.data.Dataset;

/** Computes the checksum of what a study sees of a dataset. */
public final class MatrixChecksum {
  private MatrixChecksum() {}

  /**
   * Returns the SHA-256 of a dataset's features as numbers (the bits of the doubles in big-endian
   * order, row by row, all missing values alike), each row followed by the index of its class, and
   * of the names of features, categories and classes.
   */
  public static String of(Dataset dataset) {
    MessageDigest digest = Checksum.sha256();
    ByteBuffer row = ByteBuffer.allocate(dataset.features().size() * Double.BYTES + Integer.BYTES);
    for (int i = 0; i < dataset.rows(); i++) {
      row.clear();
      for (double value : dataset.values()[i]) {
        // Unlike doubleToRawLongBits, the same for every NaN.
        row.putLong(Double.doubleToLongBits(value));
      }
      row.putInt(dataset.labels()[i]);
      digest.update(row.array());
    }
    for (Dataset.Feature feature : dataset.features()) {
      add(digest, feature.name());
      feature.categories().forEach(category -> add(digest, category));
    }
    dataset.classes().forEach(name -> add(digest, name));
    return Checksum.hexadecimal(digest);
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
