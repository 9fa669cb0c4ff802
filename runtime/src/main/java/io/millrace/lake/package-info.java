/** Versioned tables in the open Delta format: read, commit, travel. */
package io.millrace.lake;
