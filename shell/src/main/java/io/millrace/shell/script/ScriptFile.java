package io.millrace.shell.script;

import io.millrace.parser.SqlScript;
import io.millrace.shell.session.StatementSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of statements, read and cut. */
public final class ScriptFile {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.]*)}");

  /**
   * A statement and what stands before it.
   *
   * @param comments the text between it and the statement before: white space and comments
   */
  public record Step(String comments, StatementSource statement) {}

  private final List<Step> steps;
  private final String ending;

  private ScriptFile(List<Step> steps, String ending) {
    this.steps = List.copyOf(steps);
    this.ending = ending;
  }

  /**
   * Reads a file.
   *
   * @param variables what {@code ${name}} is replaced by
   * @throws ScriptException when the file cannot be read, is not UTF-8, or names a variable that
   *     has no value
   */
  public static ScriptFile read(Path file, Map<String, String> variables) throws ScriptException {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
    } catch (NoSuchFileException e) {
      throw new ScriptException("file " + file + " not found");
    } catch (CharacterCodingException e) {
      throw new ScriptException("file " + file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new ScriptException(
          Files.isDirectory(file)
              ? file + " is a directory, not a script; open it as a database with: millrace " + file
              : "file " + file + " cannot be read: " + e.getMessage());
    }
    return of(text, file.toString(), variables);
  }

  static ScriptFile of(String text, String name, Map<String, String> variables)
      throws ScriptException {
    String filled = withVariables(text, name, variables);
    List<Step> steps = new ArrayList<>();
    int end = 0;
    for (SqlScript.Part part : SqlScript.of(filled).parts()) {
      String comments = filled.substring(end, part.start());
      steps.add(
          new Step(
              comments.startsWith(";") ? comments.substring(1) : comments,
              new StatementSource(part.text(), Optional.of(name), part.position())));
      end = part.end();
    }
    String rest = filled.substring(end);
    return new ScriptFile(steps, rest.startsWith(";") ? rest.substring(1) : rest);
  }

  private static String withVariables(String text, String name, Map<String, String> variables)
      throws ScriptException {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String variable = matcher.group(1);
      String value = variables.get(variable);
      if (value == null) {
        long line = text.substring(0, matcher.start()).lines().count();
        throw new ScriptException(
            name
                + ":"
                + Math.max(1, line)
                + ": variable "
                + matcher.group()
                + " has no value; give it one with -v "
                + variable
                + "=VALUE");
      }
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(result).toString();
  }

  public List<Step> steps() {
    return steps;
  }

  /** Returns what stands behind the last statement: white space and comments. */
  public String ending() {
    return ending;
  }
}
