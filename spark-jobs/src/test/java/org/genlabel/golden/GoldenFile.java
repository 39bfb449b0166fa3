package org.genlabel.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A JSON file of values that another implementation computed; its numbers are doubles printed so
 * that nothing is lost. Values are named by the keys that lead to them.
 */
public final class GoldenFile {
  private final JsonNode root;

  private GoldenFile(JsonNode root) {
    this.root = root;
  }

  /** The values of a bundled dataset. */
  public static GoldenFile ofDataset(int id) throws IOException {
    return of(id + ".json");
  }

  /** A file that concerns bundled datasets only, by its name. */
  public static GoldenFile of(String fileName) throws IOException {
    try (InputStream in = new GZIPInputStream(resource(fileName))) {
      return new GoldenFile(new ObjectMapper().readTree(in));
    }
  }

  /**
   * A file that concerns other datasets too, by its name; the calling test is skipped where there
   * is no shared folder.
   */
  public static GoldenFile ofShared(String fileName) throws IOException {
    return new GoldenFile(
        new ObjectMapper().readTree(SharedFolder.require("golden/" + fileName).toFile()));
  }

  /** The lines of a text file that concerns bundled datasets only. */
  public static List<String> lines(String fileName) throws IOException {
    try (InputStream in = new GZIPInputStream(resource(fileName))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /**
   * The lines of a text file that concerns other datasets too; the calling test is skipped where
   * there is no shared folder.
   */
  public static List<String> linesOfShared(String fileName) throws IOException {
    return Files.readAllLines(SharedFolder.require("golden/" + fileName));
  }

  private static InputStream resource(String fileName) {
    String name = "/golden/" + fileName + ".gz";
    return Objects.requireNonNull(
        GoldenFile.class.getResourceAsStream(name), () -> "no resource " + name);
  }

  /**
   * The point lambda x_i + (1 - lambda) x_j between two training rows.
   *
   * @param nearestLabel the class of the training row nearest to it
   * @param intrudes whether that is neither parent's (the paper's Definition 1)
   */
  public record MixedPoint(int i, int j, double lambda, int nearestLabel, boolean intrudes) {}

  /** An element of the array under the key {@code trials}, as a file of its own. */
  public GoldenFile trial(int position) {
    return new GoldenFile(at("trials").get(position));
  }

  /** How many elements there are under a key. */
  public int size(String... keys) {
    return at(keys).size();
  }

  /** Whether there is a value, other than null. */
  public boolean has(String key) {
    return root.hasNonNull(key);
  }

  private JsonNode at(String... keys) {
    JsonNode node = root;
    for (String key : keys) {
      node = node.path(key);
    }
    if (node.isMissingNode()) {
      throw new IllegalArgumentException("no value at " + String.join(".", keys));
    }
    return node;
  }

  /** The keys of the file itself, in its order. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
      keys.add(names.next());
    }
    return keys;
  }

  public int integer(String... keys) {
    return at(keys).intValue();
  }

  public String text(String... keys) {
    return at(keys).textValue();
  }

  public double number(String... keys) {
    return at(keys).doubleValue();
  }

  public int[] integers(String... keys) {
    return integers(at(keys));
  }

  public int[][] integerRows(String... keys) {
    JsonNode rows = at(keys);
    return IntStream.range(0, rows.size())
        .mapToObj(row -> integers(rows.get(row)))
        .toArray(int[][]::new);
  }

  public double[] vector(String... keys) {
    return vector(at(keys));
  }

  public double[][] matrix(String... keys) {
    return matrix(at(keys));
  }

  /** The mixed points, which are the last of the points under the key {@code query}. */
  public List<MixedPoint> mixedPoints() {
    List<MixedPoint> points = new ArrayList<>();
    for (JsonNode point : at("mixed_points")) {
      points.add(
          new MixedPoint(
              point.path("i").intValue(),
              point.path("j").intValue(),
              point.path("lam").doubleValue(),
              point.path("nn_label").intValue(),
              point.path("manifold_intrusion").booleanValue()));
    }
    return points;
  }

  private static int[] integers(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).intValue()).toArray();
  }

  private static double[] vector(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).doubleValue()).toArray();
  }

  private static double[][] matrix(JsonNode rows) {
    return IntStream.range(0, rows.size())
        .mapToObj(row -> vector(rows.get(row)))
        .toArray(double[][]::new);
  }
}
