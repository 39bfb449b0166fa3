package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;

/** A CSV file as a text, and what is read of it. */
record CsvText(byte[] bytes, ReadingSettings settings) {
  static CsvText of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static CsvText of(byte[] bytes) {
    return new CsvText(bytes, ReadingSettings.AUTOMATIC);
  }

  CsvText with(UnaryOperator<ReadingSettingsBuilder> change) {
    return new CsvText(bytes, change.apply(ReadingSettingsBuilder.from(settings)).build());
  }

  CsvText classColumn(String name) {
    return with(s -> s.classColumn(name));
  }

  CsvText decimalMark(char mark) {
    return with(s -> s.decimalMark(mark));
  }

  CsvText separator(char separator) {
    return with(s -> s.separator(separator));
  }

  CsvText missing(String... texts) {
    return with(s -> s.missing(texts));
  }

  CsvText ignored(String... names) {
    return with(s -> s.ignored(names));
  }

  TableReading read() {
    try {
      return CsvReader.read(new ByteArrayInputStream(bytes), "f.csv", settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FileReading reading() {
    return read().reading();
  }

  /** Returns the numbers or indices of a column. */
  double[] column(String name) {
    TableReading read = read();
    int column = names().indexOf(name);
    double[] values = new double[read.table().rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = read.table().values()[row][column];
    }
    return values;
  }

  Attribute attribute(String name) {
    return read().table().attributes().get(names().indexOf(name));
  }

  List<String> names() {
    return read().table().attributes().stream().map(Attribute::name).toList();
  }

  /** Returns the name of the class and its values. */
  List<String> classes() {
    return attribute(reading().classColumn().name()).values();
  }

  void isRefused(String... parts) {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(this::read)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts))
        .withMessageNotContaining("\n");
  }
}
