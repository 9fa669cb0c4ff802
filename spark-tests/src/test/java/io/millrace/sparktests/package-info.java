/** Reads what Millrace leaves behind as a foreign engine does: by its files alone. */
package io.millrace.sparktests;
