/** Damaged and made-up texts, and known tables in many dialects, for tests of what reads them. */
package org.genlabel.fuzz;
