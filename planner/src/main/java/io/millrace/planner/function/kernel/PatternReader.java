package io.millrace.planner.function.kernel;

/**
 * Reads a regular expression for the texts that its matches must contain. Knows literals, classes,
 * groups, alternatives, anchors and quantifiers of Java's syntax; at anything else (flags, looking
 * around, references, quotations, escapes by number or property) it gives up, and nothing is known.
 *
 * <p>A recursive descent, as the syntax is. Characters are code points.
 */
final class PatternReader {
  /** A number of characters that has no bound. */
  static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final Part NOTHING = new Part("", true, 0, 0);
  private static final Part ANY_CHARACTER = new Part("", false, 0, 1);
  private static final Part UNKNOWN = new Part("", false, 0, UNBOUNDED);

  private final String pattern;
  private int at;
  private boolean unknown;

  private PatternReader(String pattern) {
    this.pattern = pattern;
  }

  /**
   * What is known of a part of an expression.
   *
   * @param literal what each of its matches contains; empty where nothing is known
   * @param exact whether the literal is all that it matches
   * @param before the most characters of a match ahead of the literal, or {@link #UNBOUNDED}
   * @param longest the most characters that it matches, or {@link #UNBOUNDED}
   */
  record Part(String literal, boolean exact, int before, int longest) {}

  /** How often a part has to and may stand. */
  private record Times(int least, int most) {
    static final Times ONCE = new Times(1, 1);
  }

  /** Returns what is known of a valid expression. */
  static Part read(String pattern) {
    PatternReader reader = new PatternReader(pattern);
    Part whole = reader.alternatives();
    return reader.unknown || !reader.atEnd() ? UNKNOWN : whole;
  }

  private boolean atEnd() {
    return at == pattern.length();
  }

  private boolean isAt(char c) {
    return !atEnd() && pattern.charAt(at) == c;
  }

  private boolean take(char c) {
    boolean taken = isAt(c);
    at += taken ? 1 : 0;
    return taken;
  }

  private Part giveUp() {
    unknown = true;
    at = pattern.length();
    return UNKNOWN;
  }

  private Part alternatives() {
    Part first = sequence();
    if (!isAt('|')) {
      return first;
    }
    int longest = first.longest;
    while (take('|')) {
      longest = Math.max(longest, sequence().longest);
    }
    return new Part("", false, 0, longest);
  }

  private Part sequence() {
    Sequence sequence = new Sequence();
    while (!atEnd() && !isAt('|') && !isAt(')')) {
      Part part = part();
      sequence.add(part, times());
    }
    return sequence.part();
  }

  /** Parts one after the other; what is certain to stand side by side becomes one literal. */
  private static final class Sequence {
    private final StringBuilder run = new StringBuilder();
    private int beforeRun;
    private String literal = "";
    private int beforeLiteral;
    private boolean exact = true;
    private int longest;

    void add(Part part, Times times) {
      boolean once = times.equals(Times.ONCE);
      if (!part.exact || times.least == 0) {
        endRun();
      }
      if (part.exact && times.least > 0) {
        beforeRun = run.isEmpty() ? longest : beforeRun;
        run.append(part.literal);
      } else if (times.least > 0) {
        consider(part.literal, sum(longest, part.before));
      }
      if (part.exact && !once) {
        endRun();
      }
      exact &= part.exact && once;
      longest = sum(longest, product(part.longest, times.most));
    }

    private void endRun() {
      consider(run.toString(), beforeRun);
      run.setLength(0);
    }

    private void consider(String candidate, int before) {
      boolean longer = candidate.length() > literal.length();
      if (longer || candidate.length() == literal.length() && before < beforeLiteral) {
        literal = candidate;
        beforeLiteral = before;
      }
    }

    Part part() {
      endRun();
      return new Part(literal, exact, beforeLiteral, longest);
    }
  }

  private static int sum(int a, int b) {
    return (int) Math.min(UNBOUNDED, (long) a + b);
  }

  private static int product(int a, int b) {
    return (int) Math.min(UNBOUNDED, (long) a * b);
  }

  private Part part() {
    int c = pattern.codePointAt(at);
    at += Character.charCount(c);
    return switch (c) {
      case '(' -> group();
      case '[' -> characterClass();
      case '.' -> ANY_CHARACTER;
      case '^', '$' -> NOTHING;
      case '\\' -> escape();
      case '*', '+', '?', '{' -> giveUp();
      default -> literal(c);
    };
  }

  private Part literal(int c) {
    boolean certain = c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE;
    // What is no UTF-8 is read as the replacement character, which its bytes are not.
    return certain && c != 0xFFFD ? new Part(Character.toString(c), true, 0, 1) : ANY_CHARACTER;
  }

  private Part group() {
    if (take('?')) {
      if (take('<')) {
        if (atEnd() || !isLetter(pattern.charAt(at))) {
          return giveUp();
        }
        at = pattern.indexOf('>', at) + 1;
      } else if (!take(':')) {
        return giveUp();
      }
    }
    Part inside = alternatives();
    return take(')') ? inside : giveUp();
  }

  /** A class without others in it: one character, whichever. */
  private Part characterClass() {
    take('^');
    if (isAt(']')) {
      return giveUp();
    }
    while (!take(']')) {
      if (atEnd() || isAt('[') || pattern.startsWith("&&", at) || isAt('\\') && !isSingle(++at)) {
        return giveUp();
      }
      at++;
    }
    return ANY_CHARACTER;
  }

  /** Whether the escape that ends with the character there is one character, whichever. */
  private boolean isSingle(int last) {
    if (last >= pattern.length()) {
      return false;
    }
    char c = pattern.charAt(last);
    return isPunctuation(c) || "dDwWsShHvVtnrf".indexOf(c) >= 0;
  }

  private Part escape() {
    if (atEnd()) {
      return giveUp();
    }
    char c = pattern.charAt(at++);
    return switch (c) {
      case 'd', 'D', 'w', 'W', 's', 'S', 'h', 'H', 'v', 'V' -> ANY_CHARACTER;
      case 'b', 'B', 'A', 'z', 'Z' -> NOTHING;
      case 't' -> literal('\t');
      case 'n' -> literal('\n');
      case 'r' -> literal('\r');
      case 'f' -> literal('\f');
      default -> isPunctuation(c) ? literal(c) : giveUp();
    };
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isPunctuation(char c) {
    return c >= ' ' && c < 0x7F && !isLetter(c) && !(c >= '0' && c <= '9');
  }

  private Times times() {
    Times times = Times.ONCE;
    if (take('?')) {
      times = new Times(0, 1);
    } else if (take('*')) {
      times = new Times(0, UNBOUNDED);
    } else if (take('+')) {
      times = new Times(1, UNBOUNDED);
    } else if (take('{')) {
      times = counted();
    } else {
      return times;
    }
    if (!take('?')) {
      take('+');
    }
    if (isAt('?') || isAt('*') || isAt('+') || isAt('{')) {
      giveUp();
    }
    return times;
  }

  /** {n}, {n,} or {n,m}. */
  private Times counted() {
    int least = number();
    int most = !take(',') ? least : isAt('}') ? UNBOUNDED : number();
    if (least < 0 || most < 0 || !take('}')) {
      giveUp();
    }
    return new Times(Math.max(0, least), Math.max(0, most));
  }

  /** Returns the number that stands here, or -1 for none or one of many digits. */
  private int number() {
    int from = at;
    while (!atEnd() && pattern.charAt(at) >= '0' && pattern.charAt(at) <= '9') {
      at++;
    }
    return at == from || at - from > 8 ? -1 : Integer.parseInt(pattern, from, at, 10);
  }
}
