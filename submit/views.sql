-- The views derived from a run's table cells. `genlabel sql` creates them, and docs/sql.md shows how to create them in
-- spark-sql and spark-shell. Accuracies and gains are fractions. Comparisons are by whole numbers of test rows, so that
-- equal totals are on par whatever the order of their trials. Means sum in a fixed order, because the last digits of avg
-- depend on the partitions.

-- Totals and means over the trials of every dataset, scheme and alpha. correct and tested are numbers of test rows, and
-- published_accuracy is the mean as the authors' program takes it, which may differ from test_accuracy in the last bit.
CREATE OR REPLACE TEMPORARY VIEW means AS
SELECT
  dataset_id, dataset, model, scheme, alpha,
  count(*) AS trials,
  sum(CAST(round(test_accuracy * n_test) AS BIGINT)) AS correct,
  sum(n_test) AS tested,
  sum(CAST(round(test_accuracy * n_test) AS BIGINT)) / sum(n_test) AS test_accuracy,
  aggregate(
    sort_array(collect_list(struct(trial, test_accuracy))), 0D, (total, cell) -> total + cell.test_accuracy
  ) / count(*) AS published_accuracy,
  aggregate(
    sort_array(collect_list(struct(trial, train_accuracy))), 0D, (total, cell) -> total + cell.train_accuracy
  ) / count(*) AS train_accuracy
FROM cells
WHERE status = 'ok'
GROUP BY dataset_id, dataset, model, scheme, alpha;

-- Every ordered pair of schemes on the same dataset at the same alpha, if both have run the same number of trials. A scheme
-- without alpha is compared at each alpha of the other. comparison is 1 where the scheme is higher, 0 on par, -1 lower,
-- by correct test rows; published_comparison likewise by published_accuracy, without tolerance, as the authors' program does.
CREATE OR REPLACE TEMPORARY VIEW gains AS
SELECT
  ours.dataset_id, ours.dataset, ours.model,
  coalesce(ours.alpha, theirs.alpha) AS alpha,
  ours.scheme,
  theirs.scheme AS baseline,
  ours.trials, ours.tested, ours.correct,
  theirs.correct AS baseline_correct,
  ours.test_accuracy,
  theirs.test_accuracy AS baseline_accuracy,
  (ours.correct - theirs.correct) / ours.tested AS gain,
  CAST(sign(ours.correct - theirs.correct) AS INT) AS comparison,
  CAST(sign(ours.published_accuracy - theirs.published_accuracy) AS INT) AS published_comparison
FROM means AS ours
JOIN means AS theirs
  ON ours.dataset_id <=> theirs.dataset_id AND ours.dataset = theirs.dataset AND ours.model = theirs.model
  AND ours.scheme != theirs.scheme AND ours.tested = theirs.tested
  AND (ours.alpha = theirs.alpha OR ours.alpha IS NULL OR theirs.alpha IS NULL);

-- The datasets that a density fits: the Gaussian or the kernel densities classify more than 95% of the training rows right.
CREATE OR REPLACE TEMPORARY VIEW fit_datasets AS
SELECT
  dataset_id, dataset,
  max(gm_train_accuracy) AS gm_train_accuracy,
  max(kde_train_accuracy) AS kde_train_accuracy
FROM cells
WHERE status = 'ok'
GROUP BY dataset_id, dataset
HAVING max(greatest(gm_train_accuracy, kde_train_accuracy)) > 0.95;

-- Sets of datasets: all, and fit, those that a density fits.
CREATE OR REPLACE TEMPORARY VIEW populations AS
SELECT DISTINCT 'all' AS population, dataset_id, dataset FROM means
UNION ALL
SELECT 'fit' AS population, dataset_id, dataset FROM fit_datasets;

-- The mean test accuracy of a scheme at an alpha over the datasets of a population.
CREATE OR REPLACE TEMPORARY VIEW scheme_means AS
SELECT
  model, alpha, scheme, population,
  count(*) AS datasets,
  aggregate(sort_array(collect_list(test_accuracy)), 0D, (total, value) -> total + value) / count(*) AS test_accuracy
FROM means
JOIN populations ON populations.dataset_id <=> means.dataset_id AND populations.dataset = means.dataset
GROUP BY model, alpha, scheme, population;

-- On how many datasets a scheme is higher, on par or lower than a baseline, by whole test rows and as published, and the
-- mean gain.
CREATE OR REPLACE TEMPORARY VIEW win_tie_loss AS
SELECT
  model, alpha, scheme, baseline, population,
  count(*) AS datasets,
  count_if(comparison > 0) AS higher,
  count_if(comparison = 0) AS on_par,
  count_if(comparison < 0) AS lower,
  count_if(published_comparison > 0) AS published_higher,
  count_if(published_comparison = 0) AS published_on_par,
  count_if(published_comparison < 0) AS published_lower,
  aggregate(sort_array(collect_list(test_accuracy)), 0D, (total, value) -> total + value) / count(*) AS test_accuracy,
  aggregate(sort_array(collect_list(baseline_accuracy)), 0D, (total, value) -> total + value) / count(*)
    AS baseline_accuracy,
  aggregate(sort_array(collect_list(gain)), 0D, (total, value) -> total + value) / count(*) AS gain
FROM gains
JOIN populations ON populations.dataset_id <=> gains.dataset_id AND populations.dataset = gains.dataset
GROUP BY model, alpha, scheme, baseline, population;

-- Fig. 6: how many datasets gain how much, in bins of one point of accuracy. Bin 0 holds the datasets on par, bin 1 gains above
-- 0 and up to 1 point, bin -1 losses likewise, and so on. Empty bins have no row.
CREATE OR REPLACE TEMPORARY VIEW histogram AS
SELECT
  model, alpha, scheme, baseline, population,
  CAST(comparison * ceil(abs(100 * (correct - baseline_correct)) / tested) AS INT) AS bin,
  count(*) AS datasets
FROM gains
JOIN populations ON populations.dataset_id <=> gains.dataset_id AND populations.dataset = gains.dataset
GROUP BY model, alpha, scheme, baseline, population, bin;
