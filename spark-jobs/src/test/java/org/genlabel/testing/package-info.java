/** Assertions and fixtures that tests of several packages share. */
package org.genlabel.testing;
