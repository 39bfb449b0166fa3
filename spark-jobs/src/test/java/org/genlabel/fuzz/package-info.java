/** Damaged and made-up texts for tests of whatever reads them. */
package org.genlabel.fuzz;
