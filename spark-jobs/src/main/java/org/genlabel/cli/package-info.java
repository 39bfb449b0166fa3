/** The command line. Floor 9. */
package org.genlabel.cli;
