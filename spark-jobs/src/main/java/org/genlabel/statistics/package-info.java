/**
 * Statistical comparison of schemes over datasets: signed-rank and sign tests, bootstrap intervals,
 * Holm's correction, Friedman's test and Nemenyi's critical difference (Demšar, JMLR 2006). A
 * dataset is one observation, the average over its trials.
 *
 * <p>All results depend on their arguments only. Bootstrap intervals have the same bits on every
 * machine; p-values come from libraries that use java.lang.Math, and may differ between machines in
 * their last digits.
 */
package org.genlabel.statistics;
