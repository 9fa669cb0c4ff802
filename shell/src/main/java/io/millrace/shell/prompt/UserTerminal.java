package io.millrace.shell.prompt;

import io.millrace.shell.screen.Screen;
import io.millrace.shell.session.Interrupts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal at which a person sits. */
public final class UserTerminal implements AutoCloseable {
  private static final int USUAL_WIDTH = 80;

  /** Held, or its level would be forgotten. */
  private static final Logger JLINE = Logger.getLogger("org.jline");

  private final Terminal terminal;
  private final Screen screen;

  UserTerminal(Terminal terminal, boolean colors) {
    this.terminal = terminal;
    boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    Screen.Ability ability =
        dumb ? Screen.Ability.TEXT : colors ? Screen.Ability.COLOR : Screen.Ability.CURSOR;
    this.screen = new Screen(terminal.writer(), terminal.writer(), ability, this::width);
  }

  /** Says whether a person sits at both ends: keys come from a terminal, output goes to one. */
  public static boolean isPresent() {
    // The console of the JDK's own, which is there only then; others are there always.
    System.setProperty("jdk.console", "java.base");
    return System.console() != null;
  }

  /** Opens the process's terminal. Ctrl-C on it interrupts. */
  public static UserTerminal open(Interrupts interrupts) throws IOException {
    JLINE.setLevel(Level.OFF);
    Terminal terminal =
        TerminalBuilder.builder()
            .name("millrace")
            .system(true)
            .dumb(true)
            .encoding(StandardCharsets.UTF_8)
            .build();
    terminal.handle(Terminal.Signal.INT, signal -> interrupts.interrupt());
    String noColor = System.getenv("NO_COLOR");
    return new UserTerminal(terminal, noColor == null || noColor.isEmpty());
  }

  private int width() {
    int width = terminal.getColumns();
    return width > 0 ? width : USUAL_WIDTH;
  }

  public Screen screen() {
    return screen;
  }

  Terminal terminal() {
    return terminal;
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
