package io.millrace.planner.codegen;

import io.millrace.planner.function.kernel.Intervals;
import io.millrace.planner.function.kernel.Json;
import io.millrace.planner.function.kernel.NestedValues;
import io.millrace.planner.function.kernel.Parse;
import io.millrace.planner.function.kernel.ParseTime;
import io.millrace.planner.function.kernel.Print;
import io.millrace.planner.function.kernel.TextEdges;
import io.millrace.planner.function.kernel.Zones;
import io.millrace.type.Type;

/** Writes casts of text to all else, and of all else to text. */
final class TextCastWriter {
  private TextCastWriter() {}

  /** A value as JSON: numbers, truth, arrays, maps and rows as they are, all else in quotes. */
  static Value toVariant(MethodSource method, Value value) {
    Value text = CastWriter.cast(method, value, Type.VARCHAR);
    boolean bare =
        Numbers.isNumeric(value.type()) || value.kind() == Kind.BOOLEAN || value.kind().isNested();
    return bare ? text.as(Type.VARIANT) : fromText(method, text, Type.VARIANT);
  }

  static boolean isParsed(Type type) {
    return !(type instanceof Type.TextType)
        && !(type instanceof Type.BinaryType)
        && !(type instanceof Type.VariantType)
        && !Kind.of(type).isNested();
  }

  static Value fromText(MethodSource method, Value value, Type to) {
    if (to instanceof Type.BinaryType binary) {
      return CastWriter.toBinary(method, value.as(Type.VARBINARY), binary);
    } else if (to instanceof Type.VariantType) {
      return method.callForResult(
          to, value.isNull(), method.use(Json.class) + ".quote(" + value.arguments(), false);
    } else if (!isParsed(to)) {
      throw CastWriter.impossible(value.type(), to);
    }
    Value parsed =
        method.callForResult(
            Kind.of(to) == Kind.BOOLEAN ? Type.BOOLEAN : to,
            value.isNull(),
            parseCall(method, value, to),
            true);
    String target = "\"" + to.sql() + "\"";
    String failed = parsed.isNull() + (value.mayBeNull() ? " && !" + value.isNull() : "");
    method.line(
        "if ("
            + failed
            + ") throw "
            + method.use(Parse.class)
            + ".failure("
            + value.arguments()
            + ", "
            + target
            + ");");
    return new Value(to, value.isNull(), parsed.parts());
  }

  /** Returns the call that parses a text, without its last argument. */
  static String parseCall(MethodSource method, Value value, Type to) {
    String parse = method.use(Parse.class);
    String time = method.use(ParseTime.class);
    String text = "(" + value.arguments();
    if (to instanceof Type.IntegerType integer) {
      return parse + ".integer" + text + ", " + integer.bits();
    } else if (to instanceof Type.DecimalType decimal) {
      String name = Kind.of(to) == Kind.WIDE ? ".wideDecimal" : ".decimal";
      return parse + name + text + ", " + decimal.precision() + ", " + decimal.scale();
    } else if (to instanceof Type.FloatingType floating) {
      return parse + ".floating" + text + ", " + floating.single();
    } else if (to instanceof Type.BooleanType) {
      return parse + ".truth" + text;
    } else if (to instanceof Type.UuidType) {
      return parse + ".uuid" + text;
    } else if (to instanceof Type.DateType) {
      return time + ".date" + text;
    } else if (to instanceof Type.TimeType precision) {
      return time + ".time" + text + ", " + precision.precision();
    } else if (to instanceof Type.TimestampType timestamp) {
      return timestamp.zoned()
          ? method.use(Zones.class)
              + ".parse"
              + text
              + ", "
              + timestamp.precision()
              + ", "
              + CastWriter.zones(method)
          : time + ".timestamp" + text + ", " + timestamp.precision();
    } else if (to instanceof Type.IntervalType interval) {
      return method.use(Intervals.class) + ".parse" + text + ", " + interval.months();
    }
    throw CastWriter.impossible(value.type(), to);
  }

  static Value toText(MethodSource method, Value value, Type.TextType to) {
    Type from = value.type();
    Value printed = value;
    String print = method.use(Print.class);
    if (!(from instanceof Type.TextType) && !(from instanceof Type.BinaryType)) {
      String call;
      if (from instanceof Type.BooleanType) {
        call = print + ".truth(" + value.text();
      } else if (from instanceof Type.IntegerType) {
        call = print + ".integer(" + value.text();
      } else if (from instanceof Type.DecimalType decimal) {
        call = print + ".decimal(" + value.text() + ", " + decimal.scale();
      } else if (from instanceof Type.FloatingType floating) {
        call = print + ".floating(" + value.text() + ", " + floating.single();
      } else if (from instanceof Type.DateType) {
        call = print + ".date(" + value.text();
      } else if (from instanceof Type.TimeType) {
        call = print + ".time(" + value.text();
      } else if (from instanceof Type.TimestampType timestamp) {
        call =
            timestamp.zoned()
                ? method.use(Zones.class)
                    + ".print("
                    + value.text()
                    + ", "
                    + CastWriter.zones(method)
                : print + ".timestamp(" + value.text();
      } else if (from instanceof Type.IntervalType interval) {
        call = print + (interval.months() ? ".months(" : ".interval(") + value.text();
      } else if (from instanceof Type.UuidType) {
        call = print + ".uuid(" + value.arguments();
      } else if (from instanceof Type.VariantType) {
        call = method.use(Json.class) + ".unquote(" + value.arguments();
      } else {
        String type = method.owner().constant(Type.class, from, from);
        call = method.use(NestedValues.class) + ".print(" + value.arguments() + ", " + type;
      }
      printed =
          method.callForResult(
              Type.VARCHAR, value.isNull(), call, from instanceof Type.VariantType);
    }
    if (to.length() == Type.TextType.UNLIMITED) {
      return printed.as(to);
    }
    boolean fits =
        from instanceof Type.TextType text
            && text.length() != Type.TextType.UNLIMITED
            && (to.fixed()
                ? text.fixed() && text.length() == to.length()
                : text.length() <= to.length());
    if (fits) {
      return printed.as(to);
    }
    String cut = to.fixed() ? ".fix(" : ".truncate(";
    return method.callForResult(
        to,
        printed.isNull(),
        method.use(TextEdges.class) + cut + printed.arguments() + ", " + to.length(),
        false);
  }
}
