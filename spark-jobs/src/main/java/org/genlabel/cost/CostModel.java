package org.genlabel.cost;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * Estimates how long cells take on one core: the sum over the kinds of work of the number of units
 * times the seconds per unit. The engine counts the units; the seconds were fitted to measured
 * cells ({@code genlabel costs}). Only estimates and the order and sizes of partitions depend on
 * the model; results never do.
 */
public final class CostModel {
  private static final String RESOURCE = "cost-model.properties";

  private final Map<Work, Double> seconds;

  /** Creates a model with the given seconds per unit; missing work costs nothing. */
  public CostModel(Map<Work, Double> seconds) {
    this.seconds = new EnumMap<>(Work.class);
    this.seconds.putAll(seconds);
  }

  /** Returns the model that is part of the program. */
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
              RESOURCE + " has no " + work.key() + ": restore it, then regenerate it");
        }
        seconds.put(work, Double.parseDouble(value));
      }
      return new CostModel(seconds);
    }
  }

  /** Returns the seconds that a unit of some work takes. */
  public double secondsPerUnit(Work work) {
    return seconds.getOrDefault(work, 0.0);
  }

  /** Returns the seconds that units of work take on one core. */
  public double seconds(Map<Work, Double> units) {
    double sum = 0;
    for (Map.Entry<Work, Double> entry : units.entrySet()) {
      sum += entry.getValue() * secondsPerUnit(entry.getKey());
    }
    return sum;
  }
}
