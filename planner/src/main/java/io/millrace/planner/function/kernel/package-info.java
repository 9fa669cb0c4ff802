/**
 * The static methods that generated code calls, one class a family of functions.
 *
 * <p>Conventions: a value arrives as generated code holds it (BOOLEAN a {@code boolean}; integers,
 * dates, times, timestamps, intervals and decimals up to 18 digits a {@code long}; floating point a
 * {@code double}; wide decimals a {@link java.math.BigInteger} of their unscaled value; text and
 * bytes {@code (byte[] data, int start, int length)}; arrays, maps and rows {@code (column, row)}).
 * No argument is ever null. What is not one primitive, or may be null, is returned through a {@link
 * io.millrace.planner.function.kernel.Result}. Any other parameter that implements {@link
 * io.millrace.planner.function.kernel.CallState} is one object per place of call, for scratch space
 * and for what is worth keeping from row to row (a compiled pattern).
 *
 * <p>Read {@link io.millrace.planner.function.kernel.Result} first. Nothing here knows Calcite.
 */
package io.millrace.planner.function.kernel;
