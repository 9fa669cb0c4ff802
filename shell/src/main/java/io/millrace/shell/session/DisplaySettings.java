package io.millrace.shell.session;

import io.millrace.shell.format.ResultFormat;

/** How results are shown; a user may change it between statements. */
public final class DisplaySettings {
  private ResultFormat format;
  private boolean timing;

  public DisplaySettings(ResultFormat format, boolean timing) {
    this.format = format;
    this.timing = timing;
  }

  public ResultFormat format() {
    return format;
  }

  public void format(ResultFormat other) {
    format = other;
  }

  /** Says whether each statement is followed by how long it took. */
  public boolean timing() {
    return timing;
  }

  public void timing(boolean shown) {
    timing = shown;
  }
}
