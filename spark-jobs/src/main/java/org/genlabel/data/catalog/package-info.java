/** The catalog of the 133 datasets, and the store that finds and reads the files of a study. */
package org.genlabel.data.catalog;
