/**
 * The prompt: keys, editing, history, completion. The only package that knows the line editor.
 *
 * <p>Read first: {@link io.millrace.shell.prompt.UserTerminal}, {@link
 * io.millrace.shell.prompt.Prompt}.
 *
 * <p>Must not be added: what a script without a terminal needs too.
 */
package io.millrace.shell.prompt;
