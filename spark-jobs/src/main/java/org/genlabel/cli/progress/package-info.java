/** Shows progress on a terminal. */
package org.genlabel.cli.progress;
