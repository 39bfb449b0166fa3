/**
 * Pictures as SVG documents. Each follows the page it is put into (light or dark, by classes),
 * stands alone as a file, and says in words what it shows.
 */
package org.genlabel.report.plot;
