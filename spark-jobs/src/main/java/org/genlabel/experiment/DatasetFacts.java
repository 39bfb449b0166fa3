package org.genlabel.experiment;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.genlabel.density.DensityKind;

/**
 * The properties of a dataset that a result records; null where the cell failed before they were
 * known.
 *
 * @param trainRows rows of the training part
 * @param testRows rows of the test part
 * @param features as the classifier sees them
 * @param classes K
 * @param densityFits share of training rows that class densities classify correctly, without
 *     priors; missing where it was not measured
 */
public record DatasetFacts(
    Integer trainRows,
    Integer testRows,
    Integer features,
    Integer classes,
    Map<DensityKind, Double> densityFits) {
  /** No known properties. */
  public static final DatasetFacts UNKNOWN = new DatasetFacts(null, null, null, null, Map.of());

  public DatasetFacts {
    Map<DensityKind, Double> copy = new EnumMap<>(DensityKind.class);
    copy.putAll(densityFits);
    densityFits = Collections.unmodifiableMap(copy);
  }
}
