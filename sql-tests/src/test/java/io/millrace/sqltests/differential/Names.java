package io.millrace.sqltests.differential;

/** Names that are used once in a query. */
final class Names {
  private int count;

  String next() {
    return "q" + count++;
  }
}
