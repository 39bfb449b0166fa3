/**
 * Pictures as SVG documents. Each adapts to a light or dark page by CSS classes, is complete as a
 * standalone file, and has a title and description in words.
 */
package org.genlabel.report.plot;
