package io.millrace.sqltests.differential;

import java.util.List;

/** What stands after FROM, and the columns that can be named from it. */
record From(String text, List<Expression> columns) {}
