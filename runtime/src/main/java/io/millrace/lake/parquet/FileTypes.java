package io.millrace.lake.parquet;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Field;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;

/** Says which of our types the columns of a file are. */
final class FileTypes {
  private FileTypes() {}

  /** Returns the type of a node, its own repetition included. */
  static Type typeOf(SchemaNode node) {
    return node.isRepeated() ? new Type.ArrayType(single(node)) : single(node);
  }

  /** Returns the type of one of a node's values. */
  static Type single(SchemaNode node) {
    if (node.isLeaf()) {
      return leaf(node.element);
    }
    if (node.isList()) {
      SchemaNode repeated = node.children.get(0);
      return new Type.ArrayType(
          node.elementIsRepeated() ? single(repeated) : typeOf(repeated.children.get(0)));
    }
    if (node.isMap()) {
      SchemaNode entry = node.children.get(0);
      return new Type.MapType(typeOf(entry.children.get(0)), typeOf(entry.children.get(1)));
    }
    List<Field> fields = new ArrayList<>();
    for (SchemaNode child : node.children) {
      fields.add(new Field(child.name(), typeOf(child), child.isOptional()));
    }
    return new Type.StructType(fields);
  }

  private static Type leaf(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    ConvertedType converted = element.getConverted_type();
    switch (element.getType()) {
      case BOOLEAN:
        return Type.BOOLEAN;
      case FLOAT:
        return Type.REAL;
      case DOUBLE:
        return Type.DOUBLE;
      case INT96:
        return Type.TIMESTAMP;
      case INT32:
      case INT64:
        return integer(element, logical, converted);
      default:
        break;
    }
    if (isDecimal(logical, converted)) {
      return decimal(element, logical);
    }
    if (logical != null) {
      if (logical.isSetUUID()) {
        return Type.UUID;
      } else if (logical.isSetFLOAT16()) {
        return Type.REAL;
      } else if (logical.isSetSTRING() || logical.isSetENUM()) {
        return Type.VARCHAR;
      } else if (logical.isSetJSON()) {
        return Type.VARIANT;
      }
    }
    if (converted == ConvertedType.UTF8 || converted == ConvertedType.ENUM) {
      return Type.VARCHAR;
    } else if (converted == ConvertedType.JSON) {
      return Type.VARIANT;
    }
    return Type.VARBINARY;
  }

  private static Type integer(SchemaElement element, LogicalType logical, ConvertedType converted) {
    boolean wide = element.getType() == org.apache.parquet.format.Type.INT64;
    if (isDecimal(logical, converted)) {
      return decimal(element, logical);
    }
    if (logical != null) {
      if (logical.isSetINTEGER()) {
        int bits = logical.getINTEGER().getBitWidth();
        return logical.getINTEGER().isIsSigned() ? new Type.IntegerType(bits) : unsigned(bits);
      } else if (logical.isSetDATE()) {
        return Type.DATE;
      } else if (logical.isSetTIME()) {
        return new Type.TimeType(digits(logical.getTIME().getUnit()));
      } else if (logical.isSetTIMESTAMP()) {
        return new Type.TimestampType(
            digits(logical.getTIMESTAMP().getUnit()), logical.getTIMESTAMP().isIsAdjustedToUTC());
      }
    }
    if (converted != null) {
      switch (converted) {
        case INT_8:
          return Type.TINYINT;
        case INT_16:
          return Type.SMALLINT;
        case UINT_8:
          return unsigned(8);
        case UINT_16:
          return unsigned(16);
        case UINT_32:
          return unsigned(32);
        case UINT_64:
          return unsigned(64);
        case DATE:
          return Type.DATE;
        case TIME_MILLIS:
          return new Type.TimeType(3);
        case TIME_MICROS:
          return Type.TIME;
        case TIMESTAMP_MILLIS:
          return new Type.TimestampType(3, true);
        case TIMESTAMP_MICROS:
          return Type.TIMESTAMPTZ;
        default:
          break;
      }
    }
    return wide ? Type.BIGINT : Type.INTEGER;
  }

  /** The smallest type of ours that holds every unsigned integer of so many bits. */
  private static Type unsigned(int bits) {
    return switch (bits) {
      case 8 -> Type.SMALLINT;
      case 16 -> Type.INTEGER;
      case 32 -> Type.BIGINT;
      default -> new Type.DecimalType(20, 0);
    };
  }

  static boolean isUnsigned(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    if (logical != null && logical.isSetINTEGER()) {
      return !logical.getINTEGER().isIsSigned();
    }
    ConvertedType converted = element.getConverted_type();
    return converted == ConvertedType.UINT_8
        || converted == ConvertedType.UINT_16
        || converted == ConvertedType.UINT_32
        || converted == ConvertedType.UINT_64;
  }

  private static boolean isDecimal(LogicalType logical, ConvertedType converted) {
    return (logical != null && logical.isSetDECIMAL()) || converted == ConvertedType.DECIMAL;
  }

  private static Type decimal(SchemaElement element, LogicalType logical) {
    boolean said = logical != null && logical.isSetDECIMAL();
    int precision = said ? logical.getDECIMAL().getPrecision() : element.getPrecision();
    int scale = said ? logical.getDECIMAL().getScale() : element.getScale();
    if (precision > Type.DecimalType.MAX_PRECISION) {
      throw new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "column '"
              + element.getName()
              + "' is a decimal of "
              + precision
              + " digits; at most "
              + Type.DecimalType.MAX_PRECISION
              + " are supported");
    }
    return new Type.DecimalType(precision, scale);
  }

  private static int digits(TimeUnit unit) {
    return unit.isSetMILLIS() ? 3 : 6;
  }

  /** Returns the unit of the file's times and timestamps, or null where there is none. */
  static TimeUnit unit(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    if (logical != null && logical.isSetTIME()) {
      return logical.getTIME().getUnit();
    }
    if (logical != null && logical.isSetTIMESTAMP()) {
      return logical.getTIMESTAMP().getUnit();
    }
    ConvertedType converted = element.getConverted_type();
    if (converted == ConvertedType.TIME_MILLIS || converted == ConvertedType.TIMESTAMP_MILLIS) {
      return TimeUnit.MILLIS(new org.apache.parquet.format.MilliSeconds());
    }
    return null;
  }
}
