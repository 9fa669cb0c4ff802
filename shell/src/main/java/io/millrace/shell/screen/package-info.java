/**
 * Where the shell writes: text with styles, as wide as it looks.
 *
 * <p>Read first: {@link io.millrace.shell.screen.Screen}, {@link
 * io.millrace.shell.screen.DisplayText}.
 *
 * <p>Must not be added: anything that knows a database, or a line editor.
 */
package io.millrace.shell.screen;
