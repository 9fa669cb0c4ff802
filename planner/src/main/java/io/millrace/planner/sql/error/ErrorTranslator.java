package io.millrace.planner.sql.error;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidatorException;

/** Errors of validation and conversion in our own words, with their places and near misses. */
public final class ErrorTranslator {
  private static final Pattern OBJECT = Pattern.compile("(?s)(?:Object|Table) '(.+?)' not found.*");
  private static final Pattern COLUMN =
      Pattern.compile("(?s)(?:Column|Unknown identifier|Unknown field) '(.+?)'(?: not found.*)?");
  private static final Pattern FUNCTION =
      Pattern.compile("(?s)No match found for function signature (.+?)(?:\\((.*)\\))?");

  private final SourceMap map;
  private final Supplier<List<String>> tables;
  private final Supplier<Collection<String>> functions;
  private final Set<String> columns = new LinkedHashSet<>();
  private SqlNode root;

  /**
   * @param tables names of all tables, for suggestions
   * @param functions names of all functions, for suggestions
   */
  public ErrorTranslator(
      SourceMap map, Supplier<List<String>> tables, Supplier<Collection<String>> functions) {
    this.map = map;
    this.tables = tables;
    this.functions = functions;
  }

  /** Says which text is being worked on. */
  public void in(SqlNode text) {
    root = text;
  }

  /** Adds the columns of a table of the text, for suggestions. */
  public void addColumns(Collection<String> names) {
    columns.addAll(names);
  }

  public static String typeName(String type) {
    return Messages.typeName(type);
  }

  /** Returns the error to be shown. */
  public RuntimeException translate(Throwable error) {
    if (error instanceof MillraceException known) {
      boolean ofFunction =
          known.code() == ErrorCode.FEATURE_NOT_SUPPORTED
              || known.code() == ErrorCode.INVALID_PARAMETER_VALUE;
      return ofFunction && !known.position().isKnown()
          ? new MillraceException(
              known.code(), known.getMessage(), placeOfFunction(known.getMessage()), known)
          : known;
    } else if (error instanceof PlacedException placed) {
      return new MillraceException(
          placed.code, placed.getMessage(), map.position(placed.place), placed);
    }
    CalciteContextException context = find(error, CalciteContextException.class);
    PlacedException inner = find(error, PlacedException.class);
    MillraceException ours = find(error, MillraceException.class);
    if (inner != null) {
      return translate(inner);
    } else if (ours != null) {
      return ours;
    } else if (context != null) {
      Position position = map.position(context.getPosLine(), context.getPosColumn());
      Throwable cause = context.getCause();
      String message = cause == null ? context.getMessage() : cause.getMessage();
      return placed(
          message, position, new SqlParserPos(context.getPosLine(), context.getPosColumn()), error);
    }
    Throwable plain = find(error, SqlValidatorException.class);
    plain = plain == null ? find(error, CalciteException.class) : plain;
    if (plain != null) {
      return placed(plain.getMessage(), Position.NONE, SqlParserPos.ZERO, error);
    }
    return defect(error, Position.NONE);
  }

  private MillraceException placed(
      String message, Position position, SqlParserPos place, Throwable error) {
    Optional<MillraceException> unknown = unknownName(message, position, place);
    if (unknown.isPresent()) {
      return unknown.get();
    }
    return Messages.translate(message)
        .map(known -> new MillraceException(known.code(), known.text(), position, error))
        .orElseGet(() -> defect(error, position));
  }

  private Optional<MillraceException> unknownName(
      String message, Position position, SqlParserPos place) {
    Matcher object = OBJECT.matcher(message);
    Matcher column = COLUMN.matcher(message);
    Matcher function = FUNCTION.matcher(message);
    Optional<SqlIdentifier> identifier = identifierAt(place);
    if (column.matches() && typeNames().contains(identifier.orElse(null))) {
      return Optional.of(
          new MillraceException(
              ErrorCode.DATATYPE_MISMATCH, "type \"" + column.group(1) + "\" not found", position));
    } else if (column.matches() && identifier.isPresent() && identifier.get().isStar()) {
      return Optional.of(
          new MillraceException(
              ErrorCode.UNDEFINED_TABLE,
              "\"" + column.group(1) + "\" is not a table of this query",
              position));
    }
    if (object.matches()) {
      return Optional.of(unknownTable(object.group(1), message, position, place));
    } else if (column.matches()) {
      String name = column.group(1);
      return Optional.of(
          new MillraceException(
              ErrorCode.UNDEFINED_COLUMN,
              "column \"" + name + "\" not found" + Suggestions.didYouMean(name, columns),
              position));
    } else if (function.matches()) {
      return Optional.of(unknownFunction(function, position));
    }
    return Optional.empty();
  }

  private MillraceException unknownTable(
      String last, String message, Position position, SqlParserPos place) {
    if (message.startsWith("Table ")) {
      Optional<SqlIdentifier> identifier = identifierAt(place);
      if (identifier.isPresent() && identifier.get().names.size() > 1) {
        return new MillraceException(
            ErrorCode.UNDEFINED_TABLE, "\"" + last + "\" is not a table of this query", position);
      }
    }
    String name = identifierAt(place).map(id -> String.join(".", id.names)).orElse(last);
    int moment = name.indexOf('@');
    String shown = moment > 0 ? name.substring(0, moment) : name;
    return new MillraceException(
        ErrorCode.UNDEFINED_TABLE, "table \"" + shown + "\" not found" + nearest(shown), position);
  }

  /** A table of the default schema is listed by its name alone. */
  private String nearest(String table) {
    String whole = Suggestions.didYouMean(table, tables.get());
    return whole.isEmpty()
        ? Suggestions.didYouMean(table.substring(table.lastIndexOf('.') + 1), tables.get())
        : whole;
  }

  private MillraceException unknownFunction(Matcher function, Position position) {
    String name = function.group(1).replace("`", "").strip();
    List<String> given =
        function.group(2) == null ? List.of() : Messages.types("" + function.group(2));
    boolean exists = functions.get().stream().anyMatch(name::equalsIgnoreCase);
    String text =
        exists
            ? "function "
                + name
                + " cannot take "
                + (given.isEmpty() ? "no arguments" : String.join(", ", given))
            : "function \"" + name + "\" not found" + Suggestions.didYouMean(name, functions.get());
    return new MillraceException(ErrorCode.UNDEFINED_FUNCTION, text, position);
  }

  /** Returns the names that stand for types in the text. */
  private Set<SqlIdentifier> typeNames() {
    Set<SqlIdentifier> names = Collections.newSetFromMap(new IdentityHashMap<>());
    if (root != null) {
      root.accept(
          new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlDataTypeSpec type) {
              names.add(type.getTypeName());
              return null;
            }
          });
    }
    return names;
  }

  /** Returns the place of the first function that a message names. */
  private Position placeOfFunction(String message) {
    List<SqlParserPos> found = new ArrayList<>();
    Set<String> words = new HashSet<>(List.of(message.split("[^A-Za-z0-9_$]+")));
    if (root != null) {
      root.accept(
          new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlCall call) {
              if (call.getOperator() instanceof SqlFunction
                  && words.contains(call.getOperator().getName())) {
                found.add(call.getParserPosition());
              }
              return super.visit(call);
            }
          });
    }
    return found.isEmpty() ? Position.NONE : map.position(found.get(0));
  }

  private Optional<SqlIdentifier> identifierAt(SqlParserPos place) {
    if (root == null) {
      return Optional.empty();
    }
    List<SqlIdentifier> found = new ArrayList<>();
    root.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlDataTypeSpec type) {
            return type.getTypeName().accept(this);
          }

          @Override
          public Void visit(SqlIdentifier identifier) {
            SqlParserPos at = identifier.getParserPosition();
            if (at.getLineNum() == place.getLineNum()
                && at.getColumnNum() <= place.getColumnNum()
                && (at.getEndLineNum() > place.getLineNum()
                    || at.getEndColumnNum() >= place.getColumnNum())) {
              found.add(identifier);
            }
            return null;
          }
        });
    return found.stream().findFirst();
  }

  /** Returns the place where the text names a table, or no place. */
  public SqlParserPos placeOf(List<String> path) {
    return placeOf(path.get(path.size() - 1));
  }

  /** Returns the place where the text names a table whose last part is this, or no place. */
  public SqlParserPos placeOf(String name) {
    List<SqlParserPos> found = new ArrayList<>();
    if (root != null) {
      root.accept(
          new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlIdentifier identifier) {
              if (!identifier.isStar()
                  && identifier.names.get(identifier.names.size() - 1).equalsIgnoreCase(name)) {
                found.add(identifier.getParserPosition());
              }
              return null;
            }
          });
    }
    return found.isEmpty() ? SqlParserPos.ZERO : found.get(0);
  }

  private static MillraceException defect(Throwable error, Position position) {
    return new MillraceException(
        ErrorCode.INTERNAL,
        "this query could not be planned, which is a defect of Millrace and not yours",
        position,
        error);
  }

  private static <T extends Throwable> T find(Throwable error, Class<T> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
