/** The datasets that are drawn, not read. */
package org.genlabel.data.synthetic;
