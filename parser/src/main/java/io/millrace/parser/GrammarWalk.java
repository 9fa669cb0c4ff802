package io.millrace.parser;

import io.millrace.parser.grammar.MillraceParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.NotSetTransition;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.atn.WildcardTransition;

/**
 * Walks the grammar's state machine over a list of tokens, all ways at once, to say how far the
 * tokens are a beginning of a statement and what may come next. Each rule is entered once per
 * place, so the time is bounded by rules times tokens. The idea is that of antlr4-c3 (Mike Lischke,
 * 'code completion core').
 */
final class GrammarWalk {
  private static final ATN ATN = MillraceParser._ATN;

  /**
   * What may come next.
   *
   * @param rules those of the walk's named rules that may begin here, in grammar order
   * @param tokens types of the tokens that may come here other than by a named rule
   */
  record Next(Set<Integer> rules, Set<Integer> tokens) {}

  /**
   * Rules of which long runs are made. They are entered about once a place anyway, so nothing is
   * kept of them.
   */
  private static final Set<Integer> RUNS =
      Set.of(
          MillraceParser.RULE_queryPart,
          MillraceParser.RULE_expressionPart,
          MillraceParser.RULE_defaultPart,
          MillraceParser.RULE_filesPart,
          MillraceParser.RULE_tableReferencesPart,
          MillraceParser.RULE_mergeSourcePart,
          MillraceParser.RULE_nestedPart,
          MillraceParser.RULE_bracketedPart,
          MillraceParser.RULE_nested);

  private final int[] types;
  private final Set<Integer> named;
  private final Set<Integer> nextRules = new LinkedHashSet<>();
  private final Set<Integer> nextTokens = new LinkedHashSet<>();
  private final Map<Long, BitSet> ends = new HashMap<>();
  private int farthest;

  private GrammarWalk(int[] types, Set<Integer> named) {
    this.types = types;
    this.named = named;
  }

  /** What may come after the tokens, which must be a beginning of a statement. */
  static Next next(int[] types, Set<Integer> namedRules) {
    GrammarWalk walk = new GrammarWalk(types, namedRules);
    walk.enter(MillraceParser.RULE_singleStatement, 0);
    return new Next(walk.nextRules, walk.nextTokens);
  }

  /** The index of the first token with which the tokens are no beginning of a statement. */
  static int firstWrong(int[] types) {
    GrammarWalk walk = new GrammarWalk(types, Set.of());
    walk.enter(MillraceParser.RULE_singleStatement, 0);
    return walk.farthest;
  }

  /** Where a rule that begins at {@code start} may end, counted from there. */
  private BitSet enter(int rule, int start) {
    BitSet known = ends.get(key(rule, start));
    if (known != null) {
      return known;
    }
    BitSet result = new BitSet();
    if (!RUNS.contains(rule)) {
      ends.put(key(rule, start), result);
    }
    // Place by place, so that a long run of tokens leaves nothing behind.
    TreeMap<Integer, List<ATNState>> ahead = new TreeMap<>();
    ahead.put(start, List.of(ATN.ruleToStartState[rule]));
    while (!ahead.isEmpty()) {
      Map.Entry<Integer, List<ATNState>> place = ahead.pollFirstEntry();
      if (passes(place.getKey(), place.getValue(), ahead)) {
        result.set(place.getKey() - start);
      }
    }
    return result;
  }

  /** Follows all ways from states of one rule at one place; says whether the rule may end there. */
  private boolean passes(int index, List<ATNState> states, TreeMap<Integer, List<ATNState>> ahead) {
    boolean ends = false;
    Set<ATNState> seen = new HashSet<>();
    Deque<ATNState> work = new ArrayDeque<>(states);
    while (!work.isEmpty()) {
      ATNState state = work.pop();
      if (!seen.add(state)) {
        continue;
      }
      if (state instanceof RuleStopState) {
        ends = true;
        continue;
      }
      // Pushed in reverse, so that they are taken, and shown to the user, in the grammar's order.
      for (int i = state.getNumberOfTransitions() - 1; i >= 0; i--) {
        follow(state.transition(i), index, work, ahead);
      }
    }
    return ends;
  }

  private void follow(
      Transition transition,
      int index,
      Deque<ATNState> here,
      TreeMap<Integer, List<ATNState>> ahead) {
    if (transition instanceof RuleTransition call) {
      if (index == types.length && named.contains(call.target.ruleIndex)) {
        nextRules.add(call.target.ruleIndex);
        return;
      }
      BitSet callEnds = enter(call.target.ruleIndex, index);
      for (int end = callEnds.nextSetBit(0); end >= 0; end = callEnds.nextSetBit(end + 1)) {
        if (end == 0) {
          here.push(call.followState);
        } else {
          later(index + end, call.followState, ahead);
        }
      }
    } else if (transition.isEpsilon()) {
      here.push(transition.target);
    } else {
      farthest = Math.max(farthest, index);
      if (index == types.length) {
        record(transition);
      } else if (transition.matches(types[index], Token.MIN_USER_TOKEN_TYPE, ATN.maxTokenType)) {
        later(index + 1, transition.target, ahead);
      }
    }
  }

  private static void later(int index, ATNState state, TreeMap<Integer, List<ATNState>> ahead) {
    ahead.computeIfAbsent(index, unused -> new ArrayList<>(2)).add(state);
  }

  private void record(Transition transition) {
    // 'Anything but' says nothing that a user could use.
    if (!(transition instanceof NotSetTransition) && !(transition instanceof WildcardTransition)) {
      nextTokens.addAll(transition.label().toList());
    }
  }

  private static long key(int rule, int index) {
    return (long) index << 16 | rule;
  }
}
