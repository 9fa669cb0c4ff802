package io.millrace.shell.script;

import io.millrace.shell.screen.DisplayText;
import io.millrace.shell.screen.Screen;
import java.util.ArrayList;
import java.util.List;

/** Comments told as paragraphs. */
final class Narration {
  private static final int WIDEST = 96;

  private Narration() {}

  /** Shows the {@code --} comments of a text; lines without a blank between them flow together. */
  static void show(Screen screen, String comments) {
    int width = Math.min(WIDEST, screen.width() - 2);
    for (String paragraph : paragraphs(comments)) {
      for (String line : DisplayText.wrapped(paragraph, width)) {
        screen.line(line);
      }
      screen.line();
    }
  }

  static List<String> paragraphs(String comments) {
    List<String> paragraphs = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : comments.split("\n", -1)) {
      String text = line.strip();
      String told = text.startsWith("--") ? text.substring(2).strip() : "";
      if (told.isEmpty()) {
        if (open.length() > 0) {
          paragraphs.add(open.toString());
          open.setLength(0);
        }
      } else {
        open.append(open.length() == 0 ? "" : " ").append(told);
      }
    }
    if (open.length() > 0) {
      paragraphs.add(open.toString());
    }
    return paragraphs;
  }
}
