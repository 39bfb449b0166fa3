/** A whole study without Spark: configuration, plan, cells and how one is run. Floor 6. */
package org.genlabel.experiment;
