package org.genlabel.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.VariantVal;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows and nested values as JSON on one line: structs and maps are objects, numbers that are not
 * finite are texts. {@code Row.json} refuses intervals, repeats equal names, and cuts off times.
 */
final class RowJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final boolean rounds;
  private final IdentityHashMap<StructType, List<String>> names = new IdentityHashMap<>();

  /**
   * Prepares JSON.
   *
   * @param rounds whether floating-point numbers are rounded to six significant digits
   */
  RowJson(boolean rounds) {
    this.rounds = rounds;
  }

  /** Returns whether a value is shown as JSON in a cell of a table, too. */
  static boolean isNested(Object value) {
    return value instanceof Row
        || value instanceof scala.collection.Seq<?>
        || value instanceof scala.collection.Map<?, ?>;
  }

  /** Returns a value, which may be a row, as JSON. */
  String of(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(value, json);
    } catch (IOException e) {
      throw new UncheckedIOException("a value cannot be written as JSON", e);
    }
    return text.toString();
  }

  private void write(Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Row row) {
      writeStruct(row, json);
    } else if (value instanceof scala.collection.Seq<?> array) {
      json.writeStartArray();
      for (Object element : CollectionConverters.asJava(array)) {
        write(element, json);
      }
      json.writeEndArray();
    } else if (value instanceof scala.collection.Map<?, ?> map) {
      writeMap(CollectionConverters.asJava(map), json);
    } else if (value instanceof VariantVal variant) {
      json.writeRawValue(variant.toString());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Number number) {
      writeNumber(number, json);
    } else {
      json.writeString(ScalarText.of(value));
    }
  }

  private void writeStruct(Row row, JsonGenerator json) throws IOException {
    List<String> fields = names.computeIfAbsent(row.schema(), RowJson::uniqueNames);
    json.writeStartObject();
    for (int field = 0; field < fields.size(); field++) {
      json.writeFieldName(fields.get(field));
      write(row.get(field), json);
    }
    json.writeEndObject();
  }

  /** Writes entries by ascending key: Spark's maps of more than four have them in any order. */
  private void writeMap(Map<?, ?> map, JsonGenerator json) throws IOException {
    boolean hasOrder = map.keySet().stream().allMatch(Comparable.class::isInstance);
    Map<Object, Object> entries =
        hasOrder ? new TreeMap<>() : new TreeMap<>(Comparator.comparing(this::key));
    entries.putAll(map);
    json.writeStartObject();
    for (Map.Entry<Object, Object> entry : entries.entrySet()) {
      json.writeFieldName(key(entry.getKey()));
      write(entry.getValue(), json);
    }
    json.writeEndObject();
  }

  private String key(Object value) {
    // Unrounded, so that keys stay different.
    return isNested(value) ? new RowJson(false).of(value) : ScalarText.of(value);
  }

  private void writeNumber(Number number, JsonGenerator json) throws IOException {
    boolean isFloatingPoint = number instanceof Double || number instanceof Float;
    if (isFloatingPoint && !Double.isFinite(number.doubleValue())) {
      json.writeString(number.toString());
    } else if (isFloatingPoint && rounds) {
      json.writeNumber(ScalarText.rounded(number));
    } else if (number instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else {
      json.writeNumber(number.toString());
    }
  }

  /**
   * Returns the names of a struct's fields, numbered from the second of equal ones on: {@code n,
   * n_2, n_3}, without those that another field has.
   */
  private static List<String> uniqueNames(StructType type) {
    Set<String> taken = new HashSet<>(Arrays.asList(type.fieldNames()));
    Set<String> seen = new HashSet<>();
    List<String> unique = new ArrayList<>();
    for (String name : type.fieldNames()) {
      String candidate = name;
      if (!seen.add(name)) {
        for (int count = 2; !taken.add(candidate); count++) {
          candidate = name + "_" + count;
        }
      }
      unique.add(candidate);
    }
    return unique;
  }
}
