package org.genlabel.cli;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import org.apache.spark.unsafe.types.CalendarInterval;

/** The text of values that are no arrays, maps or structs, the same in all formats. */
final class ScalarText {
  private static final int MONTHS_OF_A_YEAR = 12;
  private static final int MICROS_OF_A_SECOND = 1_000_000;
  private static final int NANOS_OF_A_MICRO = 1_000;

  private ScalarText() {}

  /**
   * Returns the text of a value that is not null: points in time and intervals by ISO 8601, binary
   * values in Base64, decimals without an exponent, and every digit of floating-point numbers.
   */
  static String of(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    // Spark's, if spark.sql.datetime.java8API.enabled is off. Its own text is in local time.
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant().toString();
    }
    if (value instanceof LocalDateTime time) {
      return withSeconds(time);
    }
    if (value instanceof LocalTime time) {
      String text = withSeconds(LocalDate.EPOCH.atTime(time));
      return text.substring(text.indexOf('T') + 1);
    }
    if (value instanceof Period period) {
      // Of Spark's year-month intervals, which have no days.
      return duration(period.toTotalMonths(), 0, Duration.ZERO);
    }
    if (value instanceof Duration duration) {
      Duration length = duration.abs();
      String text = duration(0, length.toDays(), length.minusDays(length.toDays()));
      return duration.isNegative() ? "-" + text : text;
    }
    if (value instanceof CalendarInterval interval) {
      return duration(
          interval.months,
          interval.days,
          Duration.ofSeconds(
              interval.microseconds / MICROS_OF_A_SECOND,
              interval.microseconds % MICROS_OF_A_SECOND * NANOS_OF_A_MICRO));
    }
    return value.toString();
  }

  /**
   * Returns a floating-point number to six significant digits; integers, NaN and infinities as they
   * are.
   */
  static String rounded(Number number) {
    double value = number.doubleValue();
    if (!Double.isFinite(value) || value == Math.rint(value)) {
      return number.toString();
    }
    String text = String.format(Locale.ROOT, "%.6g", value);
    return text.contains("e") ? text : new BigDecimal(text).stripTrailingZeros().toPlainString();
  }

  /** Its own text lacks seconds that are zero, and has any number of decimals. */
  private static String withSeconds(LocalDateTime time) {
    String text = time.toInstant(ZoneOffset.UTC).toString();
    return text.substring(0, text.length() - 1);
  }

  /**
   * Returns a duration by ISO 8601. A sign is put before all of it, as more parsers expect, unless
   * its parts have different ones.
   */
  private static String duration(long months, long days, Duration time) {
    boolean isNegative = months <= 0 && days <= 0 && (time.isNegative() || time.isZero());
    boolean isZero = months == 0 && days == 0 && time.isZero();
    if (isNegative && !isZero) {
      return "-" + duration(-months, -days, time.negated());
    }
    if (isZero) {
      return time.toString();
    }
    StringBuilder text = new StringBuilder("P");
    append(text, months / MONTHS_OF_A_YEAR, 'Y');
    append(text, months % MONTHS_OF_A_YEAR, 'M');
    append(text, days, 'D');
    return text.append(time.isZero() ? "" : time.toString().substring(1)).toString();
  }

  private static void append(StringBuilder text, long count, char unit) {
    if (count != 0) {
      text.append(count).append(unit);
    }
  }
}
