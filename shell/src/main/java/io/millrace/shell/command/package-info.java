/**
 * What a user can tell the shell itself: lines that begin with a backslash.
 *
 * <p>Read first: {@link io.millrace.shell.command.ShellCommands}.
 *
 * <p>Must not be added: anything that a statement can say; a command may stand for a statement.
 */
package io.millrace.shell.command;
