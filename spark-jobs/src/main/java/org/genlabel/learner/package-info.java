/** The table of models, and how their candidates are trained side by side. */
package org.genlabel.learner;
