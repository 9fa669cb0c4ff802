/** Runs the examples of the documentation, so that they stay true. */
package io.millrace.sqltests.docs;
