package io.millrace.lake.parquet;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Storage;
import io.millrace.type.Type;
import java.math.BigInteger;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;

/** Chooses the decoder from a file's leaf column to the type that is wanted. */
final class Decoders {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private Decoders() {}

  /**
   * Returns a decoder.
   *
   * @throws MillraceException DATATYPE_MISMATCH if the file's values cannot be read as that type
   *     without loss
   */
  static ColumnDecoder of(SchemaNode leaf, Type wanted) {
    SchemaElement element = leaf.element;
    Type found = FileTypes.single(leaf);
    ColumnDecoder decoder =
        switch (wanted.storage()) {
          case LONG -> longs(element, found, wanted);
          case DOUBLE -> doubles(element, found, (Type.FloatingType) wanted);
          case WIDE -> wide(element, found, (Type.DecimalType) wanted);
          case BYTES -> bytes(element, found, wanted);
          default -> null;
        };
    if (decoder == null) {
      throw mismatch(leaf, wanted);
    }
    return decoder;
  }

  static MillraceException mismatch(SchemaNode node, Type wanted) {
    return new MillraceException(
        ErrorCode.DATATYPE_MISMATCH,
        "column '"
            + node.name()
            + "' is "
            + FileTypes.typeOf(node).sql()
            + " in the file and cannot be read as "
            + wanted.sql());
  }

  private static ColumnDecoder longs(SchemaElement element, Type found, Type wanted) {
    boolean unsigned =
        FileTypes.isUnsigned(element) && element.getType() == org.apache.parquet.format.Type.INT32;
    if (wanted instanceof Type.DecimalType decimal) {
      Type.DecimalType from = asDecimal(found);
      if (from == null || !fits(from, decimal)) {
        return null;
      }
      long factor = pow10(decimal.scale() - from.scale()).longValueExact();
      return new LongDecoder(element, factor, 1, unsigned);
    }
    boolean plainLong = found.equals(Type.BIGINT);
    boolean fits;
    long factor = 1;
    long divisor = 1;
    if (wanted instanceof Type.BooleanType || wanted instanceof Type.NullType) {
      fits = found instanceof Type.BooleanType;
    } else if (wanted instanceof Type.IntegerType integer) {
      fits = found instanceof Type.IntegerType from && from.bits() <= integer.bits();
    } else if (wanted instanceof Type.DateType) {
      fits = found instanceof Type.DateType;
    } else if (wanted instanceof Type.TimeType) {
      fits = plainLong || found instanceof Type.TimeType;
    } else if (wanted instanceof Type.TimestampType) {
      fits = found instanceof Type.TimestampType || found instanceof Type.DateType;
      factor = found instanceof Type.DateType ? MICROS_PER_DAY : 1;
    } else {
      fits = plainLong;
    }
    TimeUnit unit = FileTypes.unit(element);
    if (unit != null) {
      factor = unit.isSetMILLIS() ? 1000 : 1;
      divisor = unit.isSetNANOS() ? 1000 : 1;
    }
    return fits ? new LongDecoder(element, factor, divisor, unsigned) : null;
  }

  private static ColumnDecoder doubles(
      SchemaElement element, Type found, Type.FloatingType wanted) {
    if (found instanceof Type.FloatingType from) {
      return from.single() || !wanted.single() ? new DoubleDecoder(element, false, 1) : null;
    }
    Type.DecimalType from = asDecimal(found);
    boolean number =
        element.getType() == org.apache.parquet.format.Type.INT32
            || element.getType() == org.apache.parquet.format.Type.INT64;
    return from != null && number && !wanted.single() && !FileTypes.isUnsigned(element)
        ? new DoubleDecoder(element, false, pow10(from.scale()).doubleValue())
        : null;
  }

  private static ColumnDecoder wide(SchemaElement element, Type found, Type.DecimalType wanted) {
    Type.DecimalType from = asDecimal(found);
    return from == null || !fits(from, wanted)
        ? null
        : new WideDecoder(
            element, FileTypes.isUnsigned(element), pow10(wanted.scale() - from.scale()));
  }

  private static ColumnDecoder bytes(SchemaElement element, Type found, Type wanted) {
    if (found.storage() != Storage.BYTES) {
      return null;
    }
    boolean uuid = found instanceof Type.UuidType;
    BytesDecoder.Conversion conversion = BytesDecoder.Conversion.NONE;
    if (wanted instanceof Type.UuidType && !uuid) {
      boolean sixteen =
          element.getType() == org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY
              && element.getType_length() == 16;
      conversion = sixteen ? BytesDecoder.Conversion.NONE : BytesDecoder.Conversion.TEXT_TO_UUID;
    } else if (uuid && !(wanted instanceof Type.UuidType)) {
      conversion =
          wanted instanceof Type.BinaryType
              ? BytesDecoder.Conversion.NONE
              : BytesDecoder.Conversion.UUID_TO_TEXT;
    }
    return new BytesDecoder(element, conversion);
  }

  /** Returns a number's type as a decimal, or null if it is no exact number. */
  private static Type.DecimalType asDecimal(Type type) {
    if (type instanceof Type.DecimalType decimal) {
      return decimal;
    } else if (type instanceof Type.IntegerType integer) {
      int digits =
          switch (integer.bits()) {
            case 8 -> 3;
            case 16 -> 5;
            case 32 -> 10;
            default -> 19;
          };
      return new Type.DecimalType(digits, 0);
    }
    return null;
  }

  private static boolean fits(Type.DecimalType from, Type.DecimalType to) {
    return to.scale() >= from.scale()
        && to.precision() - to.scale() >= from.precision() - from.scale();
  }

  private static BigInteger pow10(int exponent) {
    return exponent == 0 ? BigInteger.ONE : BigInteger.TEN.pow(exponent);
  }
}
