/**
 * From plans to running circuits.
 *
 * <p>Read {@link io.millrace.planner.circuit.CircuitTranslator}. A new operator is one more case
 * there; what an operator does belongs to the runtime.
 */
package io.millrace.planner.circuit;
