/** The command line. Floor 8. */
package org.genlabel.cli;
