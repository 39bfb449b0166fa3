/**
 * What is asked of schemes compared in pairs over datasets: signed-rank and sign tests, bootstrap
 * intervals, Holm's correction, Friedman's test and Nemenyi's critical difference (Demšar, JMLR
 * 2006). A dataset is one observation; its trials are averaged before.
 *
 * <p>Everything is a function of its arguments. The bootstrap's intervals are the same bits
 * everywhere; p-values come from libraries that use java.lang.Math, and may differ between machines
 * in their last places.
 */
package org.genlabel.statistics;
