/** The command line. */
package org.genlabel.cli;
