/** The cells of a study and how one is run, without Spark. */
package org.genlabel.experiment;
