package org.genlabel.cost;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * How long cells take on one core: a sum over the kinds of work, each in units that the engine of
 * the cells counts, times seconds per unit that were fitted to measured cells ({@code genlabel
 * costs}). Only the order and the sizes of partitions, and estimates, depend on it; never a result.
 */
public final class CostModel {
  private static final String RESOURCE = "cost-model.properties";

  private final Map<Work, Double> seconds;

  /** A model of given seconds per unit; work that is missing costs nothing. */
  public CostModel(Map<Work, Double> seconds) {
    this.seconds = new EnumMap<>(Work.class);
    this.seconds.putAll(seconds);
  }

  /** The model that comes with the program. */
  public static CostModel fitted() {
    return Fitted.MODEL;
  }

  private static final class Fitted {
    static final CostModel MODEL = read();

    private static CostModel read() {
      Properties properties = new Properties();
      try (InputStream in =
          Objects.requireNonNull(CostModel.class.getResourceAsStream(RESOURCE), RESOURCE)) {
        properties.load(in);
      } catch (IOException e) {
        throw new IllegalStateException("cannot read " + RESOURCE, e);
      }
      Map<Work, Double> seconds = new EnumMap<>(Work.class);
      for (Work work : Work.values()) {
        String value = properties.getProperty(work.key());
        if (value == null) {
          throw new IllegalStateException(
              RESOURCE + " has no " + work.key() + ": restore it, then make it anew");
        }
        seconds.put(work, Double.parseDouble(value));
      }
      return new CostModel(seconds);
    }
  }

  /** Seconds that a unit of some work takes. */
  public double secondsPerUnit(Work work) {
    return seconds.getOrDefault(work, 0.0);
  }

  /** Seconds of one core that units of work take. */
  public double seconds(Map<Work, Double> units) {
    double sum = 0;
    for (Map.Entry<Work, Double> entry : units.entrySet()) {
      sum += entry.getValue() * secondsPerUnit(entry.getKey());
    }
    return sum;
  }
}
