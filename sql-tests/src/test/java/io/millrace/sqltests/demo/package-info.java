/** The demo, run as a user would, and its answers checked by an independent database. */
package io.millrace.sqltests.demo;
