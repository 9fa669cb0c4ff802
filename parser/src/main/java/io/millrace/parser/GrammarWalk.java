package io.millrace.parser;

import io.millrace.parser.grammar.MillraceParser;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
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

  private record Step(ATNState state, int index) {}

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

  /** Where a rule that begins at {@code start} may end. */
  private BitSet enter(int rule, int start) {
    BitSet known = ends.get(key(rule, start));
    if (known != null) {
      return known;
    }
    BitSet result = new BitSet();
    ends.put(key(rule, start), result);
    Set<Step> seen = new LinkedHashSet<>();
    Deque<Step> work = new ArrayDeque<>();
    work.push(new Step(ATN.ruleToStartState[rule], start));
    while (!work.isEmpty()) {
      Step step = work.pop();
      if (!seen.add(step)) {
        continue;
      }
      if (step.state instanceof RuleStopState) {
        result.set(step.index);
        continue;
      }
      // Pushed in reverse, so that they are taken, and shown to the user, in the grammar's order.
      for (int i = step.state.getNumberOfTransitions() - 1; i >= 0; i--) {
        follow(step.state.transition(i), step.index, work);
      }
    }
    return result;
  }

  private void follow(Transition transition, int index, Deque<Step> work) {
    if (transition instanceof RuleTransition call) {
      if (index == types.length && named.contains(call.target.ruleIndex)) {
        nextRules.add(call.target.ruleIndex);
        return;
      }
      BitSet callEnds = enter(call.target.ruleIndex, index);
      callEnds.stream().forEach(end -> work.push(new Step(call.followState, end)));
    } else if (transition.isEpsilon()) {
      work.push(new Step(transition.target, index));
    } else {
      farthest = Math.max(farthest, index);
      if (index == types.length) {
        record(transition);
      } else if (transition.matches(types[index], Token.MIN_USER_TOKEN_TYPE, ATN.maxTokenType)) {
        work.push(new Step(transition.target, index + 1));
      }
    }
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
