package io.millrace.sqltests.differential;

/**
 * A generated expression.
 *
 * @param bound no number it gives is further from 0, so that arithmetic over it cannot overflow and
 *     stays exact; {@link #WILD} where nothing may be computed from it
 */
record Expression(String text, Kind kind, double bound) {
  static final double WILD = Double.POSITIVE_INFINITY;

  Expression withText(String newText) {
    return new Expression(newText, kind, bound);
  }
}
