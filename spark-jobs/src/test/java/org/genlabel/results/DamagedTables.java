package org.genlabel.results;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.params.provider.Arguments;

/** Files that do not belong to the tables of a run, for the tests of what reads them. */
public final class DamagedTables {
  private DamagedTables() {}

  /** Damages the folder of a run. */
  @FunctionalInterface
  public interface Damage {
    void to(Path folder) throws IOException;
  }

  /** Returns cases: what it is, the damage, and a word of the error. */
  public static Stream<Arguments> all() {
    byte[] noise = new byte[4096];
    new Random(3).nextBytes(noise);
    return Stream.of(
        arguments("an empty table file", cells("x.parquet", new byte[0]), "x.parquet"),
        arguments("noise", cells("x.parquet", noise), "x.parquet"),
        arguments(
            "a text file", cells("notes.txt", "sun".getBytes(StandardCharsets.UTF_8)), "notes.txt"),
        arguments("noise with marks", cells("x.parquet", marked(noise)), "x.parquet"),
        arguments(
            "a column of another type",
            table("message m { required binary trial (STRING); }"),
            "other.parquet"),
        arguments("cut short", (Damage) DamagedTables::cutShort, "part-"));
  }

  /** Adds a file to the table of cells. */
  public static Damage cells(String name, byte[] bytes) {
    return folder -> Files.write(folder.resolve("cells").resolve(name), bytes);
  }

  private static byte[] marked(byte[] noise) {
    byte[] bytes = noise.clone();
    byte[] mark = {'P', 'A', 'R', '1'};
    System.arraycopy(mark, 0, bytes, 0, mark.length);
    System.arraycopy(mark, 0, bytes, bytes.length - mark.length, mark.length);
    return bytes;
  }

  /** Adds a parquet file of a row whose first column is a text. */
  public static Damage table(String schema) {
    return folder -> {
      MessageType type = MessageTypeParser.parseMessageType(schema);
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(
                  new LocalOutputFile(folder.resolve("cells").resolve("other.parquet")))
              .withType(type)
              .build()) {
        SimpleGroup group = new SimpleGroup(type);
        group.add(0, "words");
        writer.write(group);
      }
    };
  }

  private static void cutShort(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cells"))) {
      Path file = files.sorted().findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
  }
}
