/** What decides for a class, whatever it was trained by. */
package org.genlabel.classifier;
