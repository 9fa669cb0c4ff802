package io.millrace.shell.screen;

import java.io.PrintWriter;
import java.util.function.IntSupplier;

/**
 * Where the shell writes. One thread writes lines; another may show a status below them, which goes
 * away before the next line comes.
 */
public final class Screen {
  /** What a screen is able to show. */
  public enum Ability {
    /** Text alone: a file, a pipe, or a terminal that knows no commands. */
    TEXT,
    /** Text, of which the last line can be written anew; no colours. */
    CURSOR,
    COLOR
  }

  /** The width of what has none: nothing is cut. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private final PrintWriter out;
  private final PrintWriter errors;
  private final Ability ability;
  private final IntSupplier width;
  private boolean statusShown;

  /**
   * Makes a screen.
   *
   * @param errors where errors go; may be {@code out}
   * @param width how many cells a line has, {@link #UNLIMITED} where that does not matter
   */
  public Screen(PrintWriter out, PrintWriter errors, Ability ability, IntSupplier width) {
    this.out = out;
    this.errors = errors;
    this.ability = ability;
    this.width = width;
  }

  /** Makes a screen for programs to read: no colours, nothing cut. */
  public static Screen plain(PrintWriter out, PrintWriter errors) {
    return new Screen(out, errors, Ability.TEXT, () -> UNLIMITED);
  }

  public int width() {
    return width.getAsInt();
  }

  /** Says whether a person looks at it. */
  public boolean isTerminal() {
    return width.getAsInt() != UNLIMITED;
  }

  /** Says whether text has colours. */
  public boolean hasColors() {
    return ability == Ability.COLOR;
  }

  /** Returns the text in a style, where the screen has styles. */
  public String styled(Style style, String text) {
    return ability == Ability.COLOR ? style.applied(text) : text;
  }

  public synchronized void line(String text) {
    eraseStatus();
    out.println(text);
  }

  public void line() {
    line("");
  }

  /** Writes a line to where errors go. */
  public synchronized void errorLine(String text) {
    eraseStatus();
    out.flush();
    errors.println(text);
    errors.flush();
  }

  public synchronized void flush() {
    out.flush();
  }

  /** Says whether nobody reads on, as when the program behind a pipe has ended. */
  public synchronized boolean isBroken() {
    return out.checkError();
  }

  /** Shows one line that the next one replaces; nothing on a screen that cannot take it back. */
  public synchronized void status(String text) {
    if (ability != Ability.TEXT) {
      out.print("\r\033[K" + styled(Style.DIM, DisplayText.cut(text, width() - 1)));
      out.flush();
      statusShown = true;
    }
  }

  /** Takes away what a terminal writes by itself when Ctrl-C is pressed. */
  public synchronized void eraseEcho() {
    if (ability != Ability.TEXT) {
      out.print("\r\033[K");
    }
  }

  /** Takes the status away. */
  public synchronized void eraseStatus() {
    if (statusShown) {
      out.print("\r\033[K");
      out.flush();
      statusShown = false;
    }
  }
}
