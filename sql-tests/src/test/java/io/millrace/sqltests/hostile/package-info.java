/** What a careless or hostile user does to files, folders and databases. */
package io.millrace.sqltests.hostile;
