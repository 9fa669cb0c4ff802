/**
 * Statements out of files: {@code run}, {@code demo} and the prompt's {@code \i}.
 *
 * <p>Read first: {@link io.millrace.shell.script.ScriptFile}, {@link
 * io.millrace.shell.script.ScriptRun}.
 *
 * <p>Must not be added: reading of command lines.
 */
package io.millrace.shell.script;
