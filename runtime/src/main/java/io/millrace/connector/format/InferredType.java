package io.millrace.connector.format;

import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The type that all values seen so far fit.
 *
 * <p>Whole numbers are BIGINT (DECIMAL(38, 0) where they do not fit), with others DOUBLE; texts are
 * DATE or TIMESTAMP(6) where all of them read so, else VARCHAR; so are truths and numbers mixed
 * with texts, and what is always null. Objects are ROW with all fields seen, arrays ARRAY; these
 * mixed with others, and objects of more than {@value #MOST_FIELDS} fields inside others, are
 * VARIANT.
 */
public final class InferredType {
  private static final int MOST_FIELDS = 500;

  /** A field as it was first spelled. */
  private record Member(String name, InferredType type) {}

  private final NumberText number = new NumberText();
  private final Map<String, Member> members = new LinkedHashMap<>();
  private InferredType element;
  private boolean hasTruths;
  private boolean hasIntegers;
  private boolean hasLongIntegers;
  private boolean hasDoubles;
  private boolean hasDates;
  private boolean hasTimestamps;
  private boolean hasTexts;
  private boolean hasObjects;

  /** Takes a truth into account. */
  public void addTruth() {
    hasTruths = true;
  }

  /** Takes a number into account: {@code data[from .. to)}, which reads as one. */
  public void addNumber(byte[] data, int from, int to) {
    number.scan(data, from, to, false);
    boolean isWhole = true;
    for (int i = from; i < to; i++) {
      isWhole &= data[i] != '.' && (data[i] | 0x20) != 'e';
    }
    if (!isWhole) {
      hasDoubles = true;
    } else if (number.isLong()) {
      hasIntegers = true;
    } else if (to - from <= Type.DecimalType.MAX_PRECISION) {
      hasLongIntegers = true;
    } else {
      hasDoubles = true;
    }
  }

  /** Takes text into account that may be a date or a timestamp. */
  public void addText(byte[] data, int from, int to) {
    if (TemporalText.date(data, from, to) != TemporalText.INVALID) {
      hasDates = true;
    } else if (TemporalText.timestamp(data, from, to) != TemporalText.INVALID) {
      hasTimestamps = true;
    } else {
      hasTexts = true;
    }
  }

  /**
   * Takes text into account that may be anything, as in CSV. A number with a zero ahead, such as a
   * postal code, is text.
   */
  public void addUntyped(String text) {
    String word = text.strip();
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
      addTruth();
    } else if (bytes.length > 0 && number.scan(bytes, 0, bytes.length, true) == bytes.length) {
      addNumber(bytes, 0, bytes.length);
    } else {
      addText(bytes, 0, bytes.length);
    }
  }

  /** Takes an object into account, whose fields {@link #field} then takes. */
  public void addObject() {
    hasObjects = true;
  }

  /** Returns the type of an object's field, to be fed with its values. */
  public InferredType field(String name) {
    return members
        .computeIfAbsent(
            name.toLowerCase(Locale.ROOT), folded -> new Member(name, new InferredType()))
        .type();
  }

  /** Takes an array into account and returns the type of its elements, to be fed. */
  public InferredType addArray() {
    if (element == null) {
      element = new InferredType();
    }
    return element;
  }

  /** Returns the fields seen as a row type, all nullable. */
  public RowType toRowType() {
    List<Field> fields = new ArrayList<>();
    for (Member member : members.values()) {
      fields.add(Field.of(member.name(), member.type().toType()));
    }
    return new RowType(fields);
  }

  /** Returns the type that fits all values. */
  public Type toType() {
    boolean hasScalars =
        hasTruths
            || hasIntegers
            || hasLongIntegers
            || hasDoubles
            || hasDates
            || hasTimestamps
            || hasTexts;
    if (hasObjects || element != null) {
      if (hasScalars || (hasObjects && element != null)) {
        return Type.VARIANT;
      } else if (element != null) {
        return new Type.ArrayType(element.toType());
      }
      return members.isEmpty() || members.size() > MOST_FIELDS
          ? Type.VARIANT
          : new Type.StructType(toRowType().fields());
    }
    return scalar();
  }

  private Type scalar() {
    boolean isNumeric = hasIntegers || hasLongIntegers || hasDoubles;
    boolean isTemporal = hasDates || hasTimestamps;
    int kinds = (isNumeric ? 1 : 0) + (isTemporal ? 1 : 0) + (hasTruths ? 1 : 0);
    if (hasTexts || kinds != 1) {
      return Type.VARCHAR;
    } else if (hasTruths) {
      return Type.BOOLEAN;
    } else if (isTemporal) {
      return hasTimestamps ? Type.TIMESTAMP : Type.DATE;
    } else if (hasDoubles) {
      return Type.DOUBLE;
    }
    return hasLongIntegers ? new Type.DecimalType(Type.DecimalType.MAX_PRECISION, 0) : Type.BIGINT;
  }
}
