package org.genlabel.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.genlabel.data.catalog.DatasetCatalog;

/** A small dataset, and a catalog that has it under three numbers. */
public final class SmallArff {
  /** Ten rows, two numeric features, one nominal, classes a and b. */
  public static final String TEXT =
      """
      @relation small
      @attribute x numeric
      @attribute y numeric
      @attribute kind {p,q}
      @attribute class {a,b}
      @data
      """
          + "1,2,p,a\n3,4,q,b\n".repeat(5);

  private static final String CATALOG =
      """
      id,name,rows,features,numeric_features,classes,missing,target,class_counts,ignore,sets
      61,iris,10,3,2,2,0,class,a:5 b:5,,paper
      187,wine,10,3,2,2,0,class,a:5 b:5,,paper
      973,wine,10,3,2,2,0,class,a:5 b:5,,paper
      """;

  private SmallArff() {}

  /** Returns the MD5 of a text. */
  public static String md5(String text) {
    return hexadecimal(Checksum.md5(), text);
  }

  /** Returns the SHA-256 of a text. */
  public static String sha256(String text) {
    return hexadecimal(Checksum.sha256(), text);
  }

  private static String hexadecimal(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return Checksum.hexadecimal(digest);
  }

  /** Returns a catalog whose 61, 187 and 973 are this dataset. */
  public static DatasetCatalog catalog() {
    try {
      return new DatasetCatalog(
          new ByteArrayInputStream(CATALOG.getBytes(StandardCharsets.UTF_8)), "catalog.csv");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
