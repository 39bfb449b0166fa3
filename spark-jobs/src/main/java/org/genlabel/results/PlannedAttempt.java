package org.genlabel.results;

import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.DatasetSelection;

/**
 * What a run sets out to do in its folder; its manifest tells.
 *
 * @param selection the datasets
 * @param cells how many cells the whole study has
 * @param sparkVersion of the session it runs in
 * @param host what rows that the driver writes name as their host
 */
public record PlannedAttempt(
    ExperimentConfig config,
    DatasetSelection selection,
    int cells,
    String sparkVersion,
    String host) {}
