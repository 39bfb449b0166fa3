/** Plans a study: its cells, what they will cost, and the tasks they are packed into. */
package org.genlabel.experiment.plan;
