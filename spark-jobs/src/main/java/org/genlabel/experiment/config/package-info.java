/** Reads and checks the configuration of a study. */
package org.genlabel.experiment.config;
