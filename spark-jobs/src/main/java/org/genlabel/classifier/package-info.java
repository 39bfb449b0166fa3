/** What decides for a class, whatever it was trained by. Floor 1. */
package org.genlabel.classifier;
