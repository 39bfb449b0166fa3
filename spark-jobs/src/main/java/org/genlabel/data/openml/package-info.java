/**
 * Downloads datasets from OpenML: limits, checksums, retries, and files that appear either complete
 * or not at all.
 */
package org.genlabel.data.openml;
