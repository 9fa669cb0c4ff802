/**
 * The house's walls, as tests: who may import whom, where other libraries may be seen, and what
 * every source file owes.
 *
 * <p>Read {@link io.millrace.architecture.Module} for the arrows. A rule that is in the way is
 * changed here, together with the architecture page, never worked around; nothing about behaviour
 * belongs here.
 */
package io.millrace.architecture;
