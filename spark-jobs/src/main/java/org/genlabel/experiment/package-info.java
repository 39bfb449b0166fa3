/** A whole study without Spark: configuration, plan, cells and how one is run. Floor 5. */
package org.genlabel.experiment;
